//! Roles that hold every right over the core resources at once.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// One rule of a role allows every verb on every core resource, and so each of the rights that have a check of their own.
pub struct WideRole;

const POWER: Power = Power {
    key: "wildcard",
    what: "read every Secret, start pods, run commands in them and act as others",
    verbs: &["create"],
    on: &[("", "pods/exec")],
    wildcards: Wildcards::Only,
};

impl Check for WideRole {
    const META: Meta = Meta::new(
        "cluster/wide-role",
        "Role may do everything with every core resource",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.1.3", "OWASP-K8s-2025-K02", "K8s-RBACGoodPractices"])
    .aliases(&[
        // Secrets.
        "826abb30-3cd5-4e0b-a93b-67729b4f7e63",
        "b7bca5c4-1dab-4c2c-8cbe-3050b9d59b14",
        "CKV2_K8S_5",
        "KSV-0041",
        "KSV-0113",
        "C-0015",
        "C-0186",
        "access-to-secrets",
        "restrict-secret-role-verbs",
        "FG_R00480",
        // Pods, and commands and tunnels into them.
        "522d4a64-4dc9-44bd-9240-7d8a0d5cb5ba",
        "592ad21d-ad9b-46c6-8d2d-fad09d62a942",
        "KSV-0048",
        "C-0188",
        "access-to-create-pods",
        "FG_R00482",
        "C-0007",
        "c589f42c-7924-4871-aee2-1cede9bc7cbc",
        "KSV-0053",
        "C-0002",
        "clusterrolePodExecAttach",
        "clusterrolebindingPodExecAttach",
        "rolePodExecAttach",
        "rolebindingClusterRolePodExecAttach",
        "rolebindingRolePodExecAttach",
        "d45330fd-f58d-45fb-a682-6481477a0f84",
        "KSV-0054",
        "38fa11ef-dbcc-4da8-9680-7e1fd855b6fb",
        "C-0063",
        // Other identities and nodes.
        "9f85c3f6-26fd-4007-938a-2e0cb0100980",
        "CKV2_K8S_3",
        "KSV-0043",
        "C-0065",
        "C-0282",
        "CKV2_K8S_2",
        "KSV-0047",
        "C-0279",
        "restrict-clusterrole-nodesproxy",
        "C-0278",
        // Configuration and traffic.
        "KSV-0049",
        "CKV2_K8S_4",
        "KSV-0056",
    ]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
