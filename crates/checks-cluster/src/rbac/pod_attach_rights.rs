//! Role may attach to running pods.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may attach to running pods.
pub struct PodAttachRights;

const POWER: Power = Power {
    key: "attach",
    what: "read and write the terminal of every pod in reach",
    verbs: &["create", "get"],
    on: &[("", "pods/attach")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for PodAttachRights {
    const META: Meta = Meta::new(
        "cluster/pod-attach-rights",
        "Role may attach to running pods",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["MITRE-T1609"])
    .aliases(&["d45330fd-f58d-45fb-a682-6481477a0f84", "KSV-0054"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
