//! Resolves Kustomize overlays into the objects they produce, without running kustomize.
//!
//! [`resolve`] reads one kustomization and everything it names through a reader the caller gives.
//! Every value of the result keeps the span of the line that decided it: a patch's line where a patch
//! set it. What cannot be followed (a remote base, a missing file, a plugin) becomes a [`Problem`];
//! nothing is dropped silently.
//!
//! One deliberate difference to the tool: generated secrets carry their values in `stringData` instead
//! of base64 `data`. The content hash in their names is the tool's all the same.

mod build;
mod chart_values;
mod charts;
mod field_path;
mod fields;
mod generate;
mod hash;
mod images;
mod json_patch;
mod labels;
mod load;
mod merge;
mod names;
mod namespace;
mod patch;
mod path;
mod replacements;
mod resource;
mod select;
#[cfg(test)]
mod tests;
mod tree;
mod unsupported;
mod vars;

use std::collections::BTreeSet;
use std::sync::Arc;

use ringfort_source::{Node, SourceId, Span};

pub use load::Lines;
pub use path::join;

/// Reads a file by its path: its source and text, or nothing if there is none.
pub type Read<'a> = dyn Fn(&str) -> Option<(SourceId, Arc<str>)> + 'a;

/// Renders a chart to its objects, or nothing where there is none in its folder.
pub type Inflate<'a> = dyn Fn(&Chart) -> Option<Vec<Node>> + 'a;

/// A chart that a kustomization takes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The folder of its `Chart.yaml`.
    pub folder: String,
    /// Trees of values, later ones over earlier ones, all over the chart's own.
    pub values: Vec<Node>,
    /// The name of the release.
    pub release: Option<String>,
    /// A template in Helm's language that makes the name where there is none.
    pub name_template: Option<Node>,
    /// Are the objects in `crds/` taken in too?
    pub include_crds: bool,
    /// The namespace of the release.
    pub namespace: Option<String>,
    /// The version of the cluster.
    pub kube_version: Option<String>,
    /// API versions of the cluster beyond those of Kubernetes itself.
    pub api_versions: Vec<String>,
    /// Are hooks left out?
    pub skip_hooks: bool,
    /// Are tests left out?
    pub skip_tests: bool,
}

/// The names a kustomization file may have, in the order the tool looks for them.
pub const FILE_NAMES: [&str; 3] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/// What a kustomization produces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// The objects, in the order of resources.
    pub objects: Vec<Node>,
    /// What could not be followed.
    pub problems: Vec<Problem>,
    /// The paths of all files that took part, this kustomization included.
    pub used: BTreeSet<String>,
    /// Does it take in charts?
    pub takes_charts: bool,
    /// Why the tool must not be left to render its charts: what it says would let Helm run something else.
    pub distrusted: Option<&'static str>,
}

/// Something that could not be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing.
    pub kind: ProblemKind,
    /// The line that asks for it.
    pub span: Span,
    /// The cause and the next step.
    pub message: String,
}

/// The kinds of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Something of another host, which is not fetched.
    Remote,
    /// A file or folder that does not exist.
    Missing,
    /// A kustomization that includes itself.
    Cycle,
    /// A file or field that cannot be read as what it should be.
    Invalid,
    /// A feature that is not evaluated: the result may differ from the tool's.
    Unsupported,
    /// A patch or selector that matches nothing.
    NoMatch,
    /// A bound was hit.
    Limit,
}

/// Resolves the kustomization in the folder `dir` (forward slashes, `""` or `.` for the root).
pub fn resolve(dir: &str, read: &Read<'_>) -> Rendered {
    resolve_with(dir, read, &|_| None)
}

/// [`resolve`] with charts that `inflate` renders.
pub fn resolve_with(dir: &str, read: &Read<'_>, inflate: &Inflate<'_>) -> Rendered {
    let mut builder = build::Builder::new(read, inflate);
    let resources = builder.whole(&path::normalise(dir));
    Rendered {
        objects: resources.into_iter().map(|r| r.node).collect(),
        problems: builder.problems,
        used: builder.used,
        takes_charts: builder.takes_charts,
        distrusted: builder.distrusted,
    }
}

/// The folders and files that the kustomization `root` in `dir` builds on, with the lines that name
/// them: resources, components and the old `bases`. Remote ones are left out. A folder that no other
/// kustomization names is an overlay to judge.
pub fn references(dir: &str, root: &Node) -> Vec<(String, Span)> {
    ["resources", "components", "bases"]
        .iter()
        .flat_map(|field| root.at(field).list())
        .filter_map(|node| Some((node.as_str()?, node.span)))
        .filter(|(text, _)| !path::is_remote(text))
        .map(|(text, span)| (path::join(dir, text), span))
        .collect()
}
