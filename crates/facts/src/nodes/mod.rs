//! Nodes: the modes and owners of files that the cluster rests on, from what sets a node up (Ansible, cloud-init,
//! Ignition, Cluster API) and from what collectors saw on one; the software they run; Docker daemons that are open.

mod class;
mod collected;
mod docker;
mod provisioned;
mod software;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use ringfort_model::{Model, Value};
use ringfort_source::{SourceMap, Span};

pub use docker::{OpenDaemon, open_address};
pub use software::Software;

/// What was found about the nodes.
#[derive(Debug, Default)]
pub struct NodeFacts {
    /// The files, in discovery order.
    pub files: Vec<NodeFile>,
    /// What they run, in discovery order.
    pub software: Vec<Software>,
    /// Docker daemons that anybody on the network may use.
    pub daemons: Vec<OpenDaemon>,
}

/// A file, or a folder, of a node.
#[derive(Clone, Debug)]
pub struct NodeFile {
    /// What it is for: `kubelet-configuration`, `pki-key`.
    pub class: &'static str,
    /// Its path, or what the collector calls it.
    pub path: Box<str>,
    /// The bits of its mode; `None` where nothing is said of them.
    pub mode: Option<Value<u32>>,
    /// `user:group`; `None` where nothing is said of them.
    pub owner: Option<Value<String>>,
    /// What tells it: an object, or the path of the file that does.
    pub resource: Arc<str>,
    /// Where it is written.
    pub at: Span,
    /// Was it seen on a node, rather than asked for?
    pub observed: bool,
}

impl NodeFacts {
    /// Derives everything.
    pub fn derive(model: &Model, sources: &SourceMap) -> Self {
        let mut files = vec![];
        for object in &model.kube.objects {
            collected::files(object, &mut files);
            if object.group().ends_with("cluster.x-k8s.io") {
                provisioned::files(&object.root, &object.resource, sources, &mut files);
            }
        }
        for document in model.documents.iter().filter(|d| d.format == "tree") {
            provisioned::files(&document.root, &document.path, sources, &mut files);
        }
        let software = software::derive(model, sources);
        Self { files, software, daemons: docker::derive(model, sources) }
    }
}
