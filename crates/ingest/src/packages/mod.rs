//! From manifests and lock files to packages.

mod npm;
mod pyproject;
mod python_lock;
mod requirements;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use ringfort_model::packages::{Lock, Manifest};
use ringfort_source::{Node, SourceId, Span};
use ringfort_syntax::{Error, json, toml};

/// What a file says of packages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Packages {
    /// What it asks for.
    pub manifest: Option<Manifest>,
    /// What it locks.
    pub lock: Option<Lock>,
    /// What could not be read.
    pub errors: Vec<Error>,
}

/// Where a file is.
#[derive(Clone)]
struct Place {
    path: Arc<str>,
    span: Span,
}

/// Reads a file by its name: requirement files (any other name), `pyproject.toml`, `poetry.lock`,
/// `uv.lock`, `pdm.lock`, `Pipfile`, `Pipfile.lock`, `package.json`, `package-lock.json`. A lock file
/// of another tool gives nothing: see [`is_known`].
pub fn read(source: SourceId, path: &str, text: &str) -> Packages {
    let place = Place { path: Arc::from(path), span: Span::of(source, 0..text.len()) };
    let toml = |lower: fn(Place, &Node) -> Packages| with(toml::parse(source, text), &place, lower);
    let json = |lower: fn(Place, &Node) -> Packages| with(json::parse(source, text), &place, lower);
    match name(path) {
        "pyproject.toml" => toml(pyproject::read),
        "Pipfile" => toml(pyproject::pipfile),
        "poetry.lock" | "uv.lock" | "pdm.lock" => toml(python_lock::read),
        "Pipfile.lock" => json(python_lock::pipfile),
        "package.json" => json(npm::manifest_of),
        "package-lock.json" | "npm-shrinkwrap.json" => json(npm::lock),
        _ if is_known(path) => requirements::read(place, source, text),
        _ => Packages::default(),
    }
}

/// Can [`read`] make something of a file of this name?
pub fn is_known(path: &str) -> bool {
    const NAMES: [&str; 9] = [
        "pyproject.toml",
        "Pipfile",
        "poetry.lock",
        "uv.lock",
        "pdm.lock",
        "Pipfile.lock",
        "package.json",
        "package-lock.json",
        "npm-shrinkwrap.json",
    ];
    let name = name(path);
    let text = [".txt", ".in", ".pip"].iter().any(|end| name.ends_with(end));
    NAMES.contains(&name) || text
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn with(tree: Result<Node, Error>, place: &Place, lower: fn(Place, &Node) -> Packages) -> Packages {
    match tree {
        Ok(root) => lower(place.clone(), &root),
        Err(error) => Packages { errors: vec![error], ..Packages::default() },
    }
}

/// An empty manifest.
fn manifest(place: Place, ecosystem: ringfort_model::packages::Ecosystem) -> Manifest {
    Manifest {
        path: place.path,
        span: place.span,
        ecosystem,
        dependencies: Vec::new(),
        indexes: Vec::new(),
        trusted_hosts: Vec::new(),
        requires_hashes: None,
        includes: Vec::new(),
    }
}
