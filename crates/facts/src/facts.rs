//! The model with everything derived from it.

use ringfort_model::Model;
use ringfort_model::cloud::Resource;
use ringfort_model::kube::{Container, Object, Workload};
use ringfort_source::{Node, SourceMap, Span};

use crate::{
    cloud::CloudFacts, code::CodeFacts, images::ImageFacts, kube::KubeFacts, nodes::NodeFacts,
    pipeline::PipelineFacts,
};

/// The model and its derived relations.
#[derive(Debug)]
pub struct Facts {
    /// The texts that spans point into.
    pub sources: SourceMap,
    /// What was read.
    pub model: Model,
    /// Relations among Kubernetes objects.
    pub kube: KubeFacts,
    /// Relations among cloud resources.
    pub cloud: CloudFacts,
    /// Applications, routes, flows in source code.
    pub code: CodeFacts,
    /// Where images come from, and what CI does with them.
    pub images: ImageFacts,
    /// What CI pipelines do.
    pub pipeline: PipelineFacts,
    /// Files of nodes.
    pub nodes: NodeFacts,
}

impl Facts {
    /// Derives everything.
    pub fn derive(sources: SourceMap, model: Model) -> Self {
        let kube = KubeFacts::derive_with_files(&model, &sources);
        let cloud = CloudFacts::derive(&model.resources);
        let code = CodeFacts::derive(&model.modules);
        let images = ImageFacts::derive(&model, &sources);
        let pipeline = PipelineFacts::derive(&model.workflows);
        let nodes = NodeFacts::derive(&model, &sources);
        Self { sources, model, kube, cloud, code, images, pipeline, nodes }
    }

    /// The path of the file that `span` lies in.
    pub fn path(&self, span: Span) -> &str {
        self.sources.path(span)
    }

    /// The object of `workload`.
    pub fn object(&self, workload: &Workload) -> Option<&Object> {
        self.model.kube.object(workload.object)
    }

    /// The workload of `container`.
    pub fn workload(&self, container: &Container) -> Option<&Workload> {
        self.model.kube.workload(container.workload)
    }

    /// The tree of `container`.
    pub fn container_node(&self, container: &Container) -> Option<&Node> {
        let workload = self.workload(container)?;
        container.node(workload, self.object(workload)?)
    }

    /// All Kubernetes objects of `kind`.
    pub fn objects<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a Object> {
        self.kube.of_kind(&self.model.kube, kind)
    }

    /// All cloud resources of type `kind`.
    pub fn resources<'a>(&'a self, kind: &str) -> impl Iterator<Item = &'a Resource> {
        self.cloud.of_kind(&self.model.resources, kind)
    }

    /// The resources of type `kind` that refer to `target`.
    pub fn companions<'a>(
        &'a self,
        target: &'a Resource,
        kind: &'a str,
    ) -> impl Iterator<Item = &'a Resource> {
        self.cloud.companions(&self.model.resources, target, kind)
    }

    /// The resources that `from` refers to in the attribute at `path`.
    pub fn targets<'a>(
        &'a self,
        from: &'a Resource,
        path: &'a str,
    ) -> impl Iterator<Item = &'a Resource> {
        self.cloud.targets(&self.model.resources, from, path)
    }
}
