//! Role may redirect Services through their status.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may redirect Services through their status.
pub struct ServiceStatusRights;

const POWER: Power = Power {
    key: "service-status",
    what: "take over traffic to addresses that are not theirs",
    verbs: &["update", "patch"],
    on: &[("", "services/status")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for ServiceStatusRights {
    const META: Meta = Meta::new(
        "cluster/service-status-rights",
        "Role may redirect Services through their status",
        "cluster/rbac-escalation-paths",
        Severity::Medium,
    )
    .frameworks(&["K8s-RBACGoodPractices", "MITRE-T1557"])
    .aliases(&["CKV2_K8S_4"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
