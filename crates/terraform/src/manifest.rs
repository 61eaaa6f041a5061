//! The manifest of fetched modules, `.terraform/modules/modules.json`: which call is in which folder.

use std::collections::BTreeMap;

use crate::module::resolve;
use crate::project::File;

/// Where the manifest lies, seen from the root module.
const PATH: &str = ".terraform/modules/modules.json";

/// The fetched modules of one root module, by the names of the calls that lead to them.
pub(crate) struct Manifest(BTreeMap<Box<str>, Installed>);

struct Installed {
    /// Relative to the scanned root; `None` if it lies outside.
    folder: Option<String>,
    version: Option<Box<str>>,
}

/// All manifests of a scan, by the folder of their root module. One that does not parse says nothing.
pub(crate) fn all<'f>(files: impl Iterator<Item = &'f File<'f>>) -> BTreeMap<Box<str>, Manifest> {
    let manifest = |file: &File<'_>| {
        let root = file.path.strip_suffix(PATH)?;
        if !root.is_empty() && !root.ends_with('/') {
            return None;
        }
        let root = root.trim_end_matches('/');
        Some((root.into(), read(root, file)?))
    };
    files.filter_map(manifest).collect()
}

fn read(root: &str, file: &File<'_>) -> Option<Manifest> {
    let tree = ringfort_syntax::json::parse(file.source, file.text).ok()?;
    let entry = |node: &ringfort_source::Node| {
        let text = |key: &str| node.get(key).and_then(|n| n.as_str());
        let folder = text("Dir").and_then(|dir| resolve(root, dir));
        Some((text("Key")?.into(), Installed { folder, version: text("Version").map(Box::from) }))
    };
    let all = tree.get("Modules")?.items().iter().filter_map(entry);
    // The root module is listed among them, without a name.
    Some(Manifest(all.filter(|(key, _): &(Box<str>, _)| !key.is_empty()).collect()))
}

impl Manifest {
    /// The folder of the module that is called by `key`.
    pub(crate) fn folder(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.folder.as_deref()
    }

    /// The version that was fetched for `key`.
    pub(crate) fn version(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.version.as_deref()
    }

    /// All folders of fetched modules.
    pub(crate) fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(|m| m.folder.as_deref())
    }
}
