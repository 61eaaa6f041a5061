//! Network ACL allows every port.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nacl;

/// Network ACL allows every port.
pub struct NaclAllPorts;

impl Check for NaclAllPorts {
    const META: Meta = Meta::new(
        "cloud/nacl-all-ports",
        "Network ACL allows every port",
        "cloud/firewall-rules",
        Severity::Low,
    )
    .aliases(&["f57f849c-883b-4cb7-85e7-f7b199dff163", "CKV_AWS_352", "AWS-0102"]);
    const TYPES: &'static [&'static str] = nacl::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        nacl::every_port(on)
    }
}
