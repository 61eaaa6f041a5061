//! Google machine forwards packets of others.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{gcp_vm, settings::Switch};

/// Google machine forwards packets of others.
pub struct VmIpForwarding;

impl Check for VmIpForwarding {
    const META: Meta = Meta::new(
        "cloud/vm-ip-forwarding",
        "Google machine forwards packets of others",
        "cloud/network-segmentation",
        Severity::Low,
    )
    .aliases(&[
        "11bd3554-cd56-4257-8e25-7aaf30cf8f5f",
        "7c98538a-81c6-444b-bf04-e60bc3ceeec0",
        "f34c0c25-47b4-41eb-9c79-249b4dd47b89",
        "CKV_GCP_36",
        "GCP-0043",
    ]);
    const TYPES: &'static [&'static str] = gcp_vm::TYPES;
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if gcp_vm::is_gke_node(on) {
            return Verdict::NotApplicable;
        }
        let switch = Switch {
            path: "can_ip_forward",
            want: false,
            default: false,
            note: "only packets of its own address leave it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("`{}` may send packets under foreign addresses", on.name))
    }
}
