//! Image subjects.

use std::sync::Arc;

use ringfort_model::image::Dockerfile;
use ringfort_source::Span;

use crate::{Scene, Subject};

/// A Dockerfile; the asset is the image that its last stage gives, named by the file's path.
impl Subject for Dockerfile {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.dockerfiles.iter().for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        self.path.clone()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.final_stage().map_or(Span::file(self.span.source), |stage| stage.from)
    }
}
