//! Services of Compose files.

use std::sync::Arc;

use ringfort_model::compose::Service;
use ringfort_source::Span;

use crate::{Scene, Subject};

/// A service of a Compose file, named `compose.yaml#web`.
impl Subject for Service {
    fn each<'a>(scene: &Scene<'a>, _: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        scene.facts.model.services.iter().for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        self.resource.clone()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.head
    }
}
