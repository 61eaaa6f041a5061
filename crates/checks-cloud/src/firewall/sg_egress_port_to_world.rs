//! Security group lets one port out to every address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::egress;

/// Security group lets one port out to every address.
pub struct SgEgressPortToWorld;

impl Check for SgEgressPortToWorld {
    const META: Meta = Meta::new(
        "cloud/sg-egress-port-to-world",
        "Security group lets one port out to every address",
        "cloud/egress-control",
        Severity::Info,
    )
    .aliases(&[
        "66f2d8f9-a911-4ced-ae27-34f09690bb2c",
        "EC2_SECURITY_GROUP_EGRESS_OPEN_TO_WORLD_RULE",
    ]);
    const TYPES: &'static [&'static str] = egress::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        egress::to_world(on, egress::is_one_port, "no single port leads to every address")
    }
}
