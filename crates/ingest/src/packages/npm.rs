//! `package.json` and `package-lock.json`.

use ringfort_model::packages::{Dependency, Ecosystem, Lock, Origin, Package};
use ringfort_source::{Entry, Node};

use super::{Packages, Place, manifest};

/// How deep the first lock format may nest packages.
const MAX_NESTED: u32 = 64;

pub(super) fn manifest_of(place: Place, root: &Node) -> Packages {
    let mut out = manifest(place, Ecosystem::Npm);
    let sections =
        [("dependencies", false), ("optionalDependencies", false), ("devDependencies", true)];
    for (section, dev) in sections {
        for entry in root.at(section).node().map_or(&[][..], Node::entries) {
            out.dependencies.push(dependency(entry, dev));
        }
    }
    Packages { manifest: Some(out), ..Packages::default() }
}

fn dependency(entry: &Entry, dev: bool) -> Dependency {
    let specifier = entry.value.as_str().unwrap_or("").to_owned();
    let located = specifier.contains("://")
        || specifier.starts_with("git+")
        || specifier.starts_with("file:")
        || specifier.starts_with("link:");
    let exact = |s: &str| {
        s.starts_with(|c: char| c.is_ascii_digit())
            && !s.contains(['x', '*', ' ', '|'])
            && s.split('.').count() >= 3
    };
    let bare = specifier.trim_start_matches('=');
    Dependency {
        name: entry.key.to_string(),
        pinned: exact(bare).then(|| bare.to_owned()),
        hashes: 0,
        origin: if located { Origin::locate(&specifier) } else { Origin::Index(None) },
        specifier,
        dev,
        span: entry.key_span.to(entry.value.span),
    }
}

pub(super) fn lock(place: Place, root: &Node) -> Packages {
    let mut packages = Vec::new();
    match root.at("packages").node() {
        // Formats 2 and 3: by path; the empty path is the project itself.
        Some(paths) => {
            for entry in paths.entries().iter().filter(|e| !e.key.is_empty()) {
                let name = entry.key.rsplit("node_modules/").next().unwrap_or(&entry.key);
                if entry.value.at("link").bool() != Some(true) {
                    packages.push(package(name, entry));
                }
            }
        }
        None => nested(root, 0, &mut packages),
    }
    let lock = Lock { path: place.path, span: place.span, ecosystem: Ecosystem::Npm, packages };
    Packages { lock: Some(lock), ..Packages::default() }
}

/// Format 1: by name, packages in packages.
fn nested(node: &Node, depth: u32, out: &mut Vec<Package>) {
    if depth > MAX_NESTED {
        return;
    }
    for entry in node.at("dependencies").node().map_or(&[][..], Node::entries) {
        out.push(package(&entry.key, entry));
        nested(&entry.value, depth + 1, out);
    }
}

fn package(name: &str, entry: &Entry) -> Package {
    let value = &entry.value;
    let resolved = value.at("resolved").str();
    let origin = match resolved.map(Origin::locate) {
        Some(Origin::Url(url)) => Origin::Index(Some(url)),
        Some(other) => other,
        None => Origin::Index(None),
    };
    Package {
        name: name.to_owned(),
        version: value.at("version").str().map(str::to_owned),
        hashes: value.at("integrity").str().map_or(0, |i| i.split_whitespace().count()),
        origin,
        dev: Some(value.at("dev").bool() == Some(true)),
        span: entry.key_span,
    }
}
