//! `pyproject.toml` (PEP 621, PEP 735, Poetry, uv) and `Pipfile`.

use ringfort_model::packages::{Dependency, Ecosystem, Index, Manifest, Origin};
use ringfort_source::{Entry, Kind, Node};
use ringfort_syntax::{Error, requirements};

use super::{Packages, Place, manifest};

pub(super) fn read(place: Place, root: &Node) -> Packages {
    let mut out = manifest(place, Ecosystem::PyPi);
    let mut errors = Vec::new();
    strings(root.at("project.dependencies").list(), false, &mut out, &mut errors);
    for group in entries(root, "project.optional-dependencies") {
        strings(group.value.items(), false, &mut out, &mut errors);
    }
    for group in entries(root, "dependency-groups") {
        strings(group.value.items(), true, &mut out, &mut errors);
    }
    strings(root.at("tool.uv.dev-dependencies").list(), true, &mut out, &mut errors);
    strings(root.at("build-system.requires").list(), true, &mut out, &mut errors);
    table(root, "tool.poetry.dependencies", false, &mut out);
    table(root, "tool.poetry.dev-dependencies", true, &mut out);
    for group in entries(root, "tool.poetry.group") {
        table(&group.value, "dependencies", &*group.key != "main", &mut out);
    }
    sources(root, &mut out);
    for (key, extra) in [("tool.poetry.source", true), ("tool.uv.index", true)] {
        for index in root.at(key).list() {
            let main = index.at("default").bool() == Some(true);
            push_index(index, extra && !main, &mut out);
        }
    }
    Packages { manifest: Some(out), lock: None, errors }
}

pub(super) fn pipfile(place: Place, root: &Node) -> Packages {
    let mut out = manifest(place, Ecosystem::PyPi);
    table(root, "packages", false, &mut out);
    table(root, "dev-packages", true, &mut out);
    for (position, index) in root.at("source").list().iter().enumerate() {
        push_index(index, position > 0, &mut out);
    }
    Packages { manifest: Some(out), ..Packages::default() }
}

fn entries<'a>(root: &'a Node, path: &str) -> &'a [Entry] {
    root.at(path).node().map_or(&[], Node::entries)
}

/// Requirements as texts.
fn strings(items: &[Node], dev: bool, out: &mut Manifest, errors: &mut Vec<Error>) {
    for item in items {
        // A table includes another group, which is read by itself.
        let Some(text) = item.as_str() else { continue };
        if let Some(requirement) = requirements::single(text, item.span) {
            out.dependencies.push(super::requirements::dependency(&requirement, dev));
        } else {
            let cause = "this is no requirement; write `name`, a specifier and a marker (PEP 508)";
            errors.push(Error::new(item.span, cause));
        }
    }
}

/// Poetry's and Pipenv's tables: `name = "^1"` or `name = { version = "...", git = "..." }`.
fn table(root: &Node, path: &str, dev: bool, out: &mut Manifest) {
    for entry in entries(root, path).iter().filter(|e| &*e.key != "python") {
        let value = &entry.value;
        let specifier = match &value.kind {
            Kind::Str(text) => text.to_string(),
            _ => value.at("version").str().unwrap_or("").to_owned(),
        };
        let exact = specifier.strip_prefix("==").or_else(|| {
            // Poetry reads a bare version as exact.
            specifier.starts_with(|c: char| c.is_ascii_digit()).then_some(specifier.as_str())
        });
        let pinned = exact.filter(|v| !v.contains(['*', ',', ' '])).map(|v| v.trim().to_owned());
        out.dependencies.push(Dependency {
            name: Ecosystem::PyPi.normalise(&entry.key),
            pinned,
            specifier: if specifier == "*" { String::new() } else { specifier },
            hashes: value.at("hashes").list().len(),
            origin: origin(value),
            dev,
            span: entry.key_span.to(value.span),
        });
    }
}

/// `git`, `path` and `url` of a table; else an index.
fn origin(value: &Node) -> Origin {
    if let Some(url) = value.at("git").str() {
        let revision = value.at("rev").str().or(value.at("ref").str()).unwrap_or("");
        let fixed = revision.len() == 40 && revision.bytes().all(|b| b.is_ascii_hexdigit());
        return Origin::Repository { url: url.to_owned(), fixed };
    }
    let located = value.at("url").str().or(value.at("path").str()).or(value.at("file").str());
    if let Some(text) = located {
        return Origin::locate(text);
    }
    if value.at("workspace").bool() == Some(true) {
        return Origin::Path(".".into());
    }
    Origin::Index(value.at("index").str().map(str::to_owned))
}

/// uv keeps origins apart from the requirements.
fn sources(root: &Node, out: &mut Manifest) {
    for entry in entries(root, "tool.uv.sources") {
        let name = Ecosystem::PyPi.normalise(&entry.key);
        for dependency in out.dependencies.iter_mut().filter(|d| d.name == name) {
            dependency.origin = origin(entry.value.one_or_many().first().unwrap_or(&entry.value));
        }
    }
}

fn push_index(index: &Node, extra: bool, out: &mut Manifest) {
    if let Some(url) = index.at("url").str() {
        let span = index.at("url").span();
        out.indexes.push(Index { url: url.to_owned(), extra, span });
    }
}
