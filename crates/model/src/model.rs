//! The whole model of one run.

use crate::{Document, NodeText, TextFile, cloud, code, compose, image, kube, packages, pipeline};

/// Everything that ingest understood, in discovery order.
#[derive(Debug, Default)]
pub struct Model {
    /// Kubernetes objects.
    pub kube: kube::Kube,
    /// Cloud resources of infrastructure code.
    pub resources: Vec<cloud::Resource>,
    /// Dockerfiles and Containerfiles.
    pub dockerfiles: Vec<image::Dockerfile>,
    /// Services of Compose files.
    pub services: Vec<compose::Service>,
    /// Modules of source code.
    pub modules: Vec<code::Module>,
    /// CI workflows.
    pub workflows: Vec<pipeline::Workflow>,
    /// Files that ask for packages.
    pub manifests: Vec<packages::Manifest>,
    /// Files that fix every package.
    pub locks: Vec<packages::Lock>,
    /// Other configuration trees.
    pub documents: Vec<Document>,
    /// What other files put onto nodes or run there.
    pub node_texts: Vec<NodeText>,
    /// Every text that was read, whatever became of it.
    pub texts: Vec<TextFile>,
}
