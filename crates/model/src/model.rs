//! The whole model of one run.

use crate::{Document, TextFile, cloud, code, compose, image, kube, packages, pipeline};

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
    /// Every text that was read, whatever became of it.
    pub texts: Vec<TextFile>,
}
