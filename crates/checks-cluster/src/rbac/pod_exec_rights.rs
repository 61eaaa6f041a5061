//! Role may run commands in pods.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may run commands in pods.
pub struct PodExecRights;

const POWER: Power = Power {
    key: "exec",
    what: "run commands in every pod in reach",
    verbs: &["create", "get"],
    on: &[("", "pods/exec")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for PodExecRights {
    const META: Meta = Meta::new(
        "cluster/pod-exec-rights",
        "Role may run commands in pods",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["MITRE-T1609", "OWASP-K8s-2025-K02"])
    .aliases(&[
        "c589f42c-7924-4871-aee2-1cede9bc7cbc",
        "KSV-0053",
        "C-0002",
        "clusterrolePodExecAttach",
        "clusterrolebindingPodExecAttach",
        "rolePodExecAttach",
        "rolebindingClusterRolePodExecAttach",
        "rolebindingRolePodExecAttach",
    ]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
