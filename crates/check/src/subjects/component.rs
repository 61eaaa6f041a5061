//! The processes of the cluster itself.

use std::sync::Arc;

use ringfort_facts::kube::Component;
use ringfort_source::Span;

use crate::{Scene, Subject};

/// A component; types are names of programs (`kube-apiserver`, `kubelet`). Its asset is the object that
/// configures it.
impl Subject for Component {
    fn each<'a>(scene: &Scene<'a>, types: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        let all = scene.facts.kube.components.iter();
        all.filter(|c| types.is_empty() || types.contains(&c.kind.name())).for_each(visit);
    }

    fn resource(&self, scene: &Scene<'_>) -> Arc<str> {
        if let Some(place) = &self.place {
            return place.clone();
        }
        let object = scene.facts.model.kube.object(self.object);
        object.map_or_else(|| self.kind.name().into(), |o| o.resource.clone())
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.head
    }
}
