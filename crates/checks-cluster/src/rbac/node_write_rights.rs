//! Role may change nodes or evict pods.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may change nodes or evict pods.
pub struct NodeWriteRights;

const POWER: Power = Power {
    key: "node-write",
    what: "steer pods onto nodes of their choice",
    verbs: &["update", "patch", "create"],
    on: &[("", "nodes"), ("", "nodes/status"), ("", "pods/status"), ("", "pods/eviction")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for NodeWriteRights {
    const META: Meta = Meta::new(
        "cluster/node-write-rights",
        "Role may change nodes or evict pods",
        "cluster/rbac-escalation-paths",
        Severity::Medium,
    )
    .frameworks(&["K8s-RBACGoodPractices"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
