//! GKE cluster does not enforce NetworkPolicies.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// GKE cluster does not enforce NetworkPolicies.
pub struct GkeNetworkPolicyOff;

impl Check for GkeNetworkPolicyOff {
    const META: Meta = Meta::new(
        "cluster/gke-network-policy-off",
        "GKE cluster does not enforce NetworkPolicies",
        "cluster/network-policy-enforcement",
        Severity::Medium,
    )
    .gate()
    .aliases(&[
        "11e7550e-c4b6-472e-adff-c698f157cdd7",
        "98e04ca0-34f5-4c74-8fec-d2e611ce2790",
        "c47f90e8-4a19-43f0-8413-cc434d286c4e",
        "CKV_GCP_12",
        "GCP-0056",
    ]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let autopilot = on.bool("enable_autopilot", false);
        if autopilot.is(&true) {
            return Verdict::default(autopilot.span(), "Autopilot has Dataplane V2");
        }
        let datapath = on.text("datapath_provider", "");
        let enabled = on.bool("network_policy.enabled", false);
        let addon = on.bool("addons_config.network_policy_config.disabled", false);
        let message = |why: &str| format!("cluster `{}` ignores NetworkPolicies: {why}", on.name);
        match (datapath.known().map(String::as_str), enabled.known(), addon.known()) {
            (Some("ADVANCED_DATAPATH"), ..) => {
                Verdict::pass(datapath.span(), "Dataplane V2 enforces policies")
            }
            (None, ..) => Verdict::unknown(datapath.span(), "the datapath is not known"),
            (_, None, _) => Verdict::unknown(enabled.span(), "whether policies hold is not known"),
            (_, Some(false), _) => {
                Verdict::fail(Failure::new(enabled.span(), message("nothing enforces them")))
            }
            (_, _, None) => Verdict::unknown(addon.span(), "whether the add-on is on is not known"),
            (.., Some(true)) => {
                Verdict::fail(Failure::new(addon.span(), message("the add-on is switched off")))
            }
            _ => Verdict::pass(enabled.span(), "Calico enforces policies"),
        }
    }
}
