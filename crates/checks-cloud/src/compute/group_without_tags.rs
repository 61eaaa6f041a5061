//! Machines of a group carry no tags.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Machines of a group carry no tags.
pub struct GroupWithoutTags;

impl Check for GroupWithoutTags {
    const META: Meta = Meta::new(
        "cloud/group-without-tags",
        "Machines of a group carry no tags",
        "cloud/organization-guardrails",
        Severity::Info,
    )
    .aliases(&["ba48df05-eaa1-4d64-905e-4a4b051e7587", "CKV_AWS_153"]);
    const TYPES: &'static [&'static str] = &["aws_autoscaling_group"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        aws_settings::one_of(on, &["tag", "tags"], "machines carry tags", || {
            format!("machines of group `{}` carry no tags: nobody can tell whose they are", on.name)
        })
    }
}
