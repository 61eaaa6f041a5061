//! Security group lets everything out.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::egress;

/// Security group lets everything out.
pub struct SgEgressToWorld;

impl Check for SgEgressToWorld {
    const META: Meta = Meta::new(
        "cloud/sg-egress-to-world",
        "Security group lets everything out",
        "cloud/egress-control",
        Severity::Low,
    )
    .aliases(&[
        "1cc2fbd7-816c-4fbf-ad6d-38a4afa4312a",
        "66f2d8f9-a911-4ced-ae27-34f09690bb2c",
        "CKV_AWS_382",
        "AWS-0104",
        "EC2_SECURITY_GROUP_EGRESS_OPEN_TO_WORLD_RULE",
    ]);
    const TYPES: &'static [&'static str] = egress::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        egress::to_world(
            on,
            |rule| egress::is_one_port(rule).map(|one| !one),
            "what leaves is held to a port or to named ranges",
        )
    }
}
