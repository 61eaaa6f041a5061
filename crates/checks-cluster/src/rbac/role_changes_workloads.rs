//! Role may change running workloads.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may change running workloads.
pub struct RoleChangesWorkloads;

const POWER: Power = Power {
    key: "workload-write",
    what: "change what runs",
    verbs: &["update", "patch"],
    on: powers::WORKLOADS,
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for RoleChangesWorkloads {
    const META: Meta = Meta::new(
        "cluster/role-changes-workloads",
        "Role may change running workloads",
        "cluster/rbac-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["OWASP-K8s-2025-K02", "K8s-RBACGoodPractices"])
    .aliases(&["KSV-0048"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
