//! Configuration files that have no richer type: kept as a tree, told apart by format.

use ringfort_source::{Node, SourceId};

/// A configuration file as a tree.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path relative to the scanned root.
    pub path: Box<str>,
    /// Its source.
    pub source: SourceId,
    /// What it was taken for: `dependabot`, `compose`, `kubeconfig`, `sarif`, `trivy-report`, `docker-config`, `yaml`, `json`.
    pub format: &'static str,
    /// The tree.
    pub root: Node,
}

/// A text that was read and kept for whole-file questions (secrets, ignore files, CODEOWNERS).
#[derive(Clone, Debug)]
pub struct TextFile {
    /// Path relative to the scanned root.
    pub path: Box<str>,
    /// Its source.
    pub source: SourceId,
    /// The format that detection gave: `terraform`, `python`, `dockerignore`, `other`, ...
    pub format: &'static str,
}
