//! Capabilities that the runtime gives by default.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// `capabilities.drop` lacks `ALL`.
pub struct CapabilitiesNotDropped;

impl Check for CapabilitiesNotDropped {
    const META: Meta = Meta::new(
        "container/capabilities-not-dropped",
        "Container keeps the runtime's default capabilities",
        "container/drop-capabilities",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["PSS-restricted", "CIS-K8s-5.2.9", "CIS-Docker-5.4", "NSA-PodSecurity"])
    .aliases(&[
        "21cef75f-289f-470e-8038-c7cee0664164",
        "268ca686-7fb7-4ae9-b129-955a2a89064e",
        "CKV_K8S_37",
        "KSV-0003",
        "CapabilityOrSecurityContextMissing",
        "CapabilityShouldDropAll",
        "CapDropAll",
        "disallow-capabilities-strict",
        "drop-all-capabilities",
        "restricted:capabilities_restricted",
        "FG_R00493",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let drop = &on.capabilities_drop;
        let all = |names: &Vec<String>| names.iter().any(|n| n == "ALL");
        Verdict::on(drop, all, "all capabilities are dropped", || {
            pod::failure(on, drop.span(), "does not drop all capabilities")
        })
    }
}
