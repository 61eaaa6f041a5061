//! Files of nodes.

use std::sync::Arc;

use ringfort_facts::nodes::NodeFile;
use ringfort_source::Span;

use crate::{Scene, Subject};

/// A file of a node; types are classes (`kubelet-configuration`, `pki-key`).
impl Subject for NodeFile {
    fn each<'a>(scene: &Scene<'a>, types: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        let all = scene.facts.nodes.files.iter();
        all.filter(|f| types.is_empty() || types.contains(&f.class)).for_each(visit);
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        self.resource.clone()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.at
    }
}
