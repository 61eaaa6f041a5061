//! Google machine has a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::gcp_vm;

/// Google machine has a public address.
pub struct VmPublicAddress;

impl Check for VmPublicAddress {
    const META: Meta = Meta::new(
        "cloud/vm-public-address",
        "Google machine has a public address",
        "cloud/private-nodes",
        Severity::Medium,
    )
    .frameworks(&["CIS-GCP-4.9"])
    .aliases(&["CKV_GCP_40", "GCP-0031"]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if gcp_vm::is_gke_node(on) {
            return Verdict::NotApplicable;
        }
        gcp_vm::interfaces(
            on,
            "no public address",
            &["access_config", "ipv6_access_config"],
            || format!("`{}` has an address on the Internet", on.name),
        )
    }
}
