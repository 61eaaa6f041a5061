//! GKE cluster gives workloads no identity of their own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// GKE cluster gives workloads no identity of their own.
pub struct GkeWorkloadIdentityOff;

impl Check for GkeWorkloadIdentityOff {
    const META: Meta = Meta::new(
        "cloud/gke-workload-identity-off",
        "GKE cluster gives workloads no identity of their own",
        "cloud/workload-identity",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.2.2"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.bool("enable_autopilot", false).is(&true) {
            return Verdict::default(
                on.at("enable_autopilot").span(),
                "Autopilot switches workload identity on",
            );
        }
        settings::present(
            on,
            "workload_identity_config.workload_pool",
            "workloads take on identities of their own",
            || {
                format!(
                    "cluster `{}` has no workload pool: pods use the account of the node",
                    on.name
                )
            },
        )
    }
}
