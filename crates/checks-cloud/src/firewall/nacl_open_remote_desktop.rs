//! Network ACL opens remote desktop to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nacl;

/// Network ACL opens remote desktop to the Internet.
pub struct NaclOpenRemoteDesktop;

impl Check for NaclOpenRemoteDesktop {
    const META: Meta = Meta::new(
        "cloud/nacl-open-remote-desktop",
        "Network ACL opens remote desktop to the Internet",
        "cloud/firewall-rules",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-6.2"])
    .aliases(&["a20be318-cac7-457b-911d-04cc6e812c25", "CKV_AWS_231", "FG_R00359"]);
    const TYPES: &'static [&'static str] = nacl::TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        nacl::ingress(on, scene, &[3389], "remote desktop")
    }
}
