//! The workspace as files.

use std::fs;
use std::path::{Path, PathBuf};

/// What a task says: lines on success, mistakes otherwise.
pub(crate) type Outcome = Result<Vec<String>, Vec<String>>;

/// The layers that have a crate of checks.
pub(crate) const LAYERS: [&str; 4] = ["cloud", "cluster", "container", "code"];

/// The workspace.
pub(crate) struct House {
    /// Its root folder.
    pub(crate) root: PathBuf,
}

impl House {
    /// The workspace that this program was built in.
    pub(crate) fn here() -> Self {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self { root: own.parent().unwrap_or(own).to_path_buf() }
    }

    /// The source folder of a layer's checks.
    pub(crate) fn checks(&self, layer: &str) -> PathBuf {
        self.root.join("crates").join(format!("checks-{layer}")).join("src")
    }

    /// A path as people write it: from the root, with forward slashes.
    pub(crate) fn short(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    }
}

/// Reads a file; the mistake names it.
pub(crate) fn read(path: &Path) -> Result<String, Vec<String>> {
    fs::read_to_string(path).map_err(|error| vec![format!("{}: {error}", path.display())])
}

/// Writes a file, unless it holds the text already; was it written?
pub(crate) fn write(path: &Path, text: &str) -> Result<bool, Vec<String>> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    let failed = |error| vec![format!("{}: {error}", path.display())];
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map(|()| true).map_err(failed)
}

/// The entries of a folder, sorted by name; none if it cannot be read.
pub(crate) fn list(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// All files below a folder, sorted, build results and hidden folders left out.
pub(crate) fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in list(folder) {
        let name = name(&path);
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            files.extend(walk(&path));
        } else if path.is_file() {
            files.push(path);
        }
    }
    files
}

/// The last part of a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The last part of a path without its ending.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Has the path this ending?
pub(crate) fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|e| e == ending)
}

/// `privileged_container` to `PrivilegedContainer`.
pub(crate) fn camel_case(stem: &str) -> String {
    let words = stem.split('_').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}
