//! Cloud subjects.

use std::sync::Arc;

use ringfort_model::cloud::Resource;
use ringfort_source::Span;

use crate::{Scene, Subject};

/// A cloud resource; types are resource types (`aws_s3_bucket`, `data.aws_iam_policy_document`, `provider.aws`).
impl Subject for Resource {
    fn each<'a>(scene: &Scene<'a>, types: &[&str], visit: &mut dyn FnMut(&'a Self)) {
        let facts = scene.facts;
        if types.is_empty() {
            facts.model.resources.iter().for_each(visit);
        } else {
            for kind in types {
                facts.resources(kind).for_each(&mut *visit);
            }
        }
    }

    fn resource(&self, _: &Scene<'_>) -> Arc<str> {
        self.address.as_str().into()
    }

    fn head(&self, _: &Scene<'_>) -> Span {
        self.header
    }
}
