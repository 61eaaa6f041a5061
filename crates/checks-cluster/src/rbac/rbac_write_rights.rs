//! Role may change roles or bindings.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may change roles or bindings.
pub struct RbacWriteRights;

const POWER: Power = Power {
    key: "rbac-write",
    what: "hand on every right that they hold",
    verbs: &["create", "update", "patch"],
    on: &[
        ("rbac.authorization.k8s.io", "clusterroles"),
        ("rbac.authorization.k8s.io", "roles"),
        ("rbac.authorization.k8s.io", "clusterrolebindings"),
        ("rbac.authorization.k8s.io", "rolebindings"),
    ],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for RbacWriteRights {
    const META: Meta = Meta::new(
        "cluster/rbac-write-rights",
        "Role may change roles or bindings",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.1.8", "OWASP-K8s-2025-K02"])
    .aliases(&["KSV-0050", "KSV-0051", "KSV-0052"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
