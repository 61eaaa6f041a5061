//! Role may create pods or workloads.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may create pods or workloads.
pub struct WorkloadCreationRights;

pub(super) const POWER: Power = Power {
    key: "workload-create",
    what: "run any image as any ServiceAccount of the namespace",
    verbs: &["create"],
    on: powers::WORKLOADS,
    wildcards: Wildcards::LeftTo(&super::escalation_verbs::POWER),
};

impl Check for WorkloadCreationRights {
    const META: Meta = Meta::new(
        "cluster/workload-creation-rights",
        "Role may create pods or workloads",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.4", "CIS-EKS-4.1.4", "OWASP-K8s-2025-K02", "MITRE-T1610"])
    .aliases(&[
        "522d4a64-4dc9-44bd-9240-7d8a0d5cb5ba",
        "592ad21d-ad9b-46c6-8d2d-fad09d62a942",
        "KSV-0048",
        "C-0188",
        "access-to-create-pods",
        "FG_R00482",
    ]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
