//! Role may change namespaces and their labels.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may change namespaces and their labels.
pub struct NamespaceWriteRights;

const POWER: Power = Power {
    key: "namespace-write",
    what: "relabel a namespace, which steers Pod Security admission and NetworkPolicies",
    verbs: &["update", "patch"],
    on: &[("", "namespaces")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for NamespaceWriteRights {
    const META: Meta = Meta::new(
        "cluster/namespace-write-rights",
        "Role may change namespaces and their labels",
        "cluster/rbac-escalation-paths",
        Severity::Medium,
    )
    .frameworks(&["K8s-RBACGoodPractices"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
