//! Google project keeps the default network.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Google project keeps the default network.
pub struct GcpDefaultNetwork;

impl Check for GcpDefaultNetwork {
    const META: Meta = Meta::new(
        "cloud/gcp-default-network",
        "Google project keeps the default network",
        "cloud/network-segmentation",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GCP-3.1"])
    .aliases(&["59571246-3f62-4965-a96f-c7d97e269351", "CKV_GCP_27", "GCP-0010"]);
    const TYPES: &'static [&'static str] = &["google_project"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "auto_create_network",
            want: false,
            default: true,
            note: "no default network is made",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || {
            format!("project `{}` starts with a network that opens SSH and RDP", on.name)
        })
    }
}
