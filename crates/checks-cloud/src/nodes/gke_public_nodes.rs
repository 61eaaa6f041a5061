//! GKE nodes have public addresses.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// GKE nodes have public addresses.
pub struct GkePublicNodes;

impl Check for GkePublicNodes {
    const META: Meta = Meta::new(
        "cloud/gke-public-nodes",
        "GKE nodes have public addresses",
        "cloud/private-nodes",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.6.5"])
    .aliases(&[
        "3b30e3d6-c99b-4318-b38f-b99db74578b5",
        "48c61fbd-09c9-46cc-a521-012e0c325412",
        "6ccb85d7-0420-4907-9380-50313f80946b",
        "CKV_GCP_25",
        "GCP-0059",
    ]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "private_cluster_config.enable_private_nodes",
            want: true,
            default: false,
            note: "nodes are private",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("nodes of cluster `{}` have public addresses", on.name))
    }
}
