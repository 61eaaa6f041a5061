//! Registry lets tags be overwritten.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Registry lets tags be overwritten.
pub struct EcrMutableTags;

impl Check for EcrMutableTags {
    const META: Meta = Meta::new(
        "cloud/ecr-mutable-tags",
        "Registry lets tags be overwritten",
        "cloud/registry-access-control",
        Severity::Medium,
    )
    .frameworks(&["SP800-190-4.2.3", "MITRE-T1525"])
    .aliases(&[
        "33f41d31-86b1-46a4-81f7-9c9a671f59ac",
        "60bfbb8a-c72f-467f-a6dd-a46b7d612789",
        "d1846b12-20c5-4d45-8798-fc35b79268eb",
        "CKV_AWS_51",
        "AWS-0031",
        "AC_AWS_0447",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ecr_repository"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let tags = Choice {
            path: "image_tag_mutability",
            good: &["IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION"],
            default: "MUTABLE",
            note: "a tag stays what it was",
            safety: Some(Safety::Unsafe),
        };
        tags.judge(on, |_| format!("tags of repository `{}` can be overwritten", on.name))
    }
}
