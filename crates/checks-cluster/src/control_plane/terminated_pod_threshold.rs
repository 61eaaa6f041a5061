//! Finished pods are collected late.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("terminated-pod-gc-threshold", "so finished pods pile up");

/// What holds where nothing is written: more than fits most clusters.
const DEFAULT: i64 = 12_500;

/// Finished pods are collected late.
pub struct TerminatedPodThreshold;

impl Check for TerminatedPodThreshold {
    const META: Meta = Meta::new(
        "cluster/terminated-pod-threshold",
        "Finished pods are collected late",
        "cluster/control-plane-components",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.3.1"])
    .aliases(&["49113af4-29ca-458e-b8d4-724c01a4a24f", "CKV_K8S_106", "KCV-0033", "C-0144"]);
    const TYPES: &'static [&'static str] = &["kube-controller-manager"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        // Zero and less switch the collection off.
        let written = on.flag(RULE.flag).is_some();
        if let Some(flag) = on.flag(RULE.flag).filter(|f| f.value.is(&"true".to_owned())) {
            return Verdict::unknown(flag.value.span(), "the flag has no number");
        }
        flags::meets(on, scene, RULE, |text| {
            written && text.parse().is_ok_and(|n: i64| (1..DEFAULT).contains(&n))
        })
    }
}
