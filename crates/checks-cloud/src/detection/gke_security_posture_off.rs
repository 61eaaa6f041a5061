//! GKE does not watch the posture of workloads.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// GKE does not watch the posture of workloads.
pub struct GkeSecurityPostureOff;

impl Check for GkeSecurityPostureOff {
    const META: Meta = Meta::new(
        "cloud/gke-security-posture-off",
        "GKE does not watch the posture of workloads",
        "cloud/threat-detection",
        Severity::Low,
    )
    .gate()
    .frameworks(&["CIS-GKE-5.10.4"]);
    const TYPES: &'static [&'static str] = &["google_container_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mode = Choice {
            path: "security_posture_config.mode",
            good: &["BASIC", "ENTERPRISE"],
            default: "BASIC",
            note: "GKE reports the posture of workloads",
            safety: Some(Safety::Safe),
        };
        mode.judge(on, |_| {
            format!("cluster `{}` has the security posture dashboard switched off", on.name)
        })
    }
}
