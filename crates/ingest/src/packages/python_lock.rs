//! `poetry.lock`, `uv.lock`, `pdm.lock` and `Pipfile.lock`.

use ringfort_model::packages::{Ecosystem, Lock, Origin, Package};
use ringfort_source::Node;

use super::{Packages, Place};

pub(super) fn read(place: Place, root: &Node) -> Packages {
    let packages = root.at("package").list().iter().filter_map(|p| package(root, p)).collect();
    locked(place, packages)
}

fn locked(place: Place, packages: Vec<Package>) -> Packages {
    let ecosystem = Ecosystem::PyPi;
    let lock = Lock { path: place.path, span: place.span, ecosystem, packages };
    Packages { lock: Some(lock), ..Packages::default() }
}

/// A `[[package]]`. The project itself is no dependency.
fn package(root: &Node, node: &Node) -> Option<Package> {
    let name = node.at("name").str()?;
    let source = node.at("source");
    if source.key("virtual").node().is_some() || source.key("editable").str() == Some(".") {
        return None;
    }
    let category = node.at("category").str();
    Some(Package {
        name: Ecosystem::PyPi.normalise(name),
        version: node.at("version").str().map(str::to_owned),
        hashes: hashes(root, node, name),
        origin: origin(node),
        dev: category.map(|c| c == "dev"),
        span: node.at("name").span(),
    })
}

/// Poetry: `files`, or `metadata.files` of old locks. uv: `sdist` and `wheels`.
fn hashes(root: &Node, node: &Node, name: &str) -> usize {
    let hashed = |n: &&Node| n.at("hash").str().is_some();
    let count = |nodes: &[Node]| nodes.iter().filter(hashed).count();
    let old = root.at_keys(&["metadata", "files", name]).list();
    count(node.at("files").list())
        + count(node.at("wheels").list())
        + count(node.at("sdist").list())
        + count(old)
}

fn origin(node: &Node) -> Origin {
    let source = node.at("source");
    let text = |key: &str| source.key(key).str().map(str::to_owned);
    // Poetry names the type beside the URL; uv's key is the type.
    let (kind, url) = (text("type"), text("url"));
    let repository = text("git").or_else(|| url.clone().filter(|_| kind.as_deref() == Some("git")));
    if let Some(url) = repository {
        let commit = source.key("resolved_reference").str();
        let fixed = commit.is_some() || url.rsplit_once('#').is_some_and(|(_, c)| c.len() == 40);
        return Origin::Repository { url, fixed };
    }
    let local = text("path").or_else(|| text("directory")).or_else(|| text("editable"));
    match (local, kind.as_deref(), url) {
        (Some(path), ..) => Origin::Path(path),
        (None, Some("directory" | "file"), Some(url)) => Origin::Path(url),
        (None, Some("legacy"), url) => Origin::Index(url),
        (None, _, Some(url)) => Origin::Url(url),
        (None, _, None) => Origin::Index(text("registry")),
    }
}

/// `Pipfile.lock`: packages by name, the hashes as a list.
pub(super) fn pipfile(place: Place, root: &Node) -> Packages {
    let mut packages = Vec::new();
    for (section, dev) in [("default", false), ("develop", true)] {
        for entry in root.at(section).node().map_or(&[][..], Node::entries) {
            let value = &entry.value;
            let located = ["git", "path", "file"].iter().find_map(|key| value.at(key).str());
            let origin = match (value.at("git").str(), located) {
                (Some(url), _) => {
                    let fixed = value.at("ref").str().is_some_and(|r| r.len() == 40);
                    Origin::Repository { url: url.to_owned(), fixed }
                }
                (None, Some(text)) => Origin::locate(text),
                (None, None) => Origin::Index(value.at("index").str().map(str::to_owned)),
            };
            let version = value.at("version").str().map(|v| v.trim_start_matches('=').to_owned());
            packages.push(Package {
                name: Ecosystem::PyPi.normalise(&entry.key),
                version,
                hashes: value.at("hashes").list().len(),
                origin,
                dev: Some(dev),
                span: entry.key_span,
            });
        }
    }
    locked(place, packages)
}
