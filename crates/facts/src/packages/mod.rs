//! Facts about packages: which lock a manifest has, and which names are known to be wrong.

mod names;
mod unmaintained;

pub use names::{Lookalike, lookalike};
pub use unmaintained::{Unmaintained, unmaintained};

use ringfort_model::packages::{Dependency, Ecosystem, Lock, Manifest, Origin};
use ringfort_model::{Model, TextFile};

/// Lock files of tools whose content is not read, with the ecosystem they lock.
const FOREIGN_LOCKS: [(&str, Ecosystem); 5] = [
    ("yarn.lock", Ecosystem::Npm),
    ("pnpm-lock.yaml", Ecosystem::Npm),
    ("bun.lock", Ecosystem::Npm),
    ("bun.lockb", Ecosystem::Npm),
    ("pylock.toml", Ecosystem::PyPi),
];

/// What locks a manifest.
#[derive(Clone, Copy, Debug)]
pub enum LockedBy<'a> {
    /// The manifest itself: every package has one version and hashes.
    Itself,
    /// A lock file that was read.
    Lock(&'a Lock),
    /// A lock file of a tool whose format is not read.
    Foreign(&'a TextFile),
    /// A requirement file with versions and hashes that was compiled from it.
    Compiled(&'a Manifest),
}

/// What locks `manifest`, if anything does: itself, a lock file in its folder or one above (a workspace), or
/// requirements compiled from it in its folder.
pub fn locked_by<'a>(model: &'a Model, manifest: &Manifest) -> Option<LockedBy<'a>> {
    if manifest.is_locked() {
        return Some(LockedBy::Itself);
    }
    let home = folder(&manifest.path);
    let above = |path: &str| is_above(folder(path), home);
    let same = |e: Ecosystem| e == manifest.ecosystem;
    // A requirement file belongs to pip, which reads no other tool's lock.
    if !is_requirements(manifest) {
        if let Some(lock) = model.locks.iter().find(|l| same(l.ecosystem) && above(&l.path)) {
            return Some(LockedBy::Lock(lock));
        }
        let foreign = |t: &&TextFile| {
            let hit = FOREIGN_LOCKS.iter().any(|(name, e)| same(*e) && file_name(&t.path) == *name);
            hit && above(&t.path)
        };
        if let Some(text) = model.texts.iter().find(foreign) {
            return Some(LockedBy::Foreign(text));
        }
    }
    let compiled = |m: &&Manifest| is_requirements(m) && compiles(manifest, m) && m.is_locked();
    model.manifests.iter().find(compiled).map(LockedBy::Compiled)
}

/// Is it one of pip's requirement files?
pub fn is_requirements(manifest: &Manifest) -> bool {
    let name = file_name(&manifest.path);
    manifest.ecosystem == Ecosystem::PyPi && name != "pyproject.toml" && name != "Pipfile"
}

/// Is it the input of a tool that compiles requirements (`requirements.in`)?
pub fn is_input(manifest: &Manifest) -> bool {
    manifest.path.ends_with(".in")
}

/// Does every package have exactly one version (or come from a folder of the project)?
pub fn is_pinned(manifest: &Manifest) -> bool {
    let local = |d: &Dependency| matches!(d.origin, Origin::Path(_));
    !manifest.dependencies.is_empty()
        && manifest.dependencies.iter().all(|d| local(d) || d.pinned.is_some())
}

/// Could `output` be what compiling `input` gave: same folder, and `x.in` to `x.txt` or a project to any?
fn compiles(input: &Manifest, output: &Manifest) -> bool {
    let same = folder(&input.path) == folder(&output.path);
    let project = file_name(&input.path) == "pyproject.toml";
    let stem = input.path.strip_suffix(".in").or(input.path.strip_suffix(".txt"));
    let pair = stem.is_some_and(|s| {
        ["", ".lock"].iter().any(|infix| *output.path == format!("{s}{infix}.txt"))
    });
    same && (project || (pair && input.path != output.path))
}

/// The folder of a path; empty for the root.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_above(folder: &str, home: &str) -> bool {
    folder.is_empty()
        || home == folder
        || home.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}
