//! Admission plugin NodeRestriction is off.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags;

const HARM: &str = "so a compromised kubelet can change other nodes and its own isolation labels";

/// Admission plugin NodeRestriction is off.
pub struct NodeRestrictionNotEnabled;

impl Check for NodeRestrictionNotEnabled {
    const META: Meta = Meta::new(
        "cluster/node-restriction-not-enabled",
        "Admission plugin NodeRestriction is off",
        "cluster/authorization-mode",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.2.14"])
    .aliases(&["33fc6923-6553-4fe6-9d3a-4efa51eb874b", "CKV_K8S_85", "KCV-0016", "C-0127"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::plugin(on, scene, "NodeRestriction", HARM, Some(Safety::Unsafe))
    }
}
