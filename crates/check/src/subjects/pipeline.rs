//! Pipeline subjects.

use std::sync::Arc;

use ringfort_model::pipeline::Workflow;
use ringfort_model::{Document, TextFile};
use ringfort_source::Span;

use crate::{Scene, Subject};

/// A CI workflow.
impl Subject for Workflow {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.workflows.iter().for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        (&*self.path).into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        Span::file(self.root.span.source)
    }
}

/// A configuration file; types are formats (`dependabot`, `kubeconfig`, `trivy-report`).
impl Subject for Document {
    fn each<'a>(scene: &Scene<'a>, types: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        let all = scene.facts.model.documents.iter();
        all.filter(|d| types.is_empty() || types.contains(&d.format)).for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        (&*self.path).into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        Span::file(self.source)
    }
}

/// A text; types are formats.
impl Subject for TextFile {
    fn each<'a>(scene: &Scene<'a>, types: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        let all = scene.facts.model.texts.iter();
        all.filter(|t| types.is_empty() || types.contains(&t.format)).for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        (&*self.path).into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        Span::file(self.source)
    }
}
