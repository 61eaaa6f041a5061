//! Subjects about dependencies on packages.

use std::sync::Arc;

use ringfort_model::packages::{Lock, Manifest};
use ringfort_source::Span;

use crate::{Scene, Subject};

/// A file that asks for packages. Types do not narrow.
impl Subject for Manifest {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.manifests.iter().for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        self.path.clone()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        Span::file(self.span.source)
    }
}

/// A file that fixes every package. Types do not narrow.
impl Subject for Lock {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.locks.iter().for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        self.path.clone()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        Span::file(self.span.source)
    }
}
