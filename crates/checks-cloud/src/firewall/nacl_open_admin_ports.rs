//! Network ACL opens administration to the Internet.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::nacl;

/// Network ACL opens administration to the Internet.
pub struct NaclOpenAdminPorts;

impl Check for NaclOpenAdminPorts {
    const META: Meta = Meta::new(
        "cloud/nacl-open-admin-ports",
        "Network ACL opens administration to the Internet",
        "cloud/firewall-rules",
        Severity::Medium,
    )
    .frameworks(&["CIS-AWS-6.2"])
    .aliases(&["3af7f2fd-06e6-4dab-b996-2912bea19ba4", "CKV_AWS_232", "FG_R00357"]);
    const TYPES: &'static [&'static str] = nacl::TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        nacl::ingress(on, scene, &[22], "SSH")
    }
}
