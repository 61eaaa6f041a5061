//! Role may grant rights beyond its own.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may grant rights beyond its own.
pub struct EscalationVerbs;

pub(super) const POWER: Power = Power {
    key: "rbac-write",
    what: "give themselves any right, cluster-admin included",
    verbs: &["escalate", "bind"],
    on: &[
        ("rbac.authorization.k8s.io", "clusterroles"),
        ("rbac.authorization.k8s.io", "roles"),
        ("rbac.authorization.k8s.io", "clusterrolebindings"),
        ("rbac.authorization.k8s.io", "rolebindings"),
    ],
    wildcards: Wildcards::Said,
};

impl Check for EscalationVerbs {
    const META: Meta = Meta::new(
        "cluster/escalation-verbs",
        "Role may grant rights beyond its own",
        "cluster/rbac-escalation-paths",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.8", "OWASP-K8s-2025-K02", "K8s-RBACGoodPractices"])
    .aliases(&[
        "8320826e-7a9c-4b0b-9535-578333193432",
        "CKV_K8S_157",
        "CKV_K8S_158",
        "C-0191",
        "restrict-escalation-verbs-roles",
    ]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
