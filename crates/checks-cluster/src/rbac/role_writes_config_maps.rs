//! Role may change ConfigMaps.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may change ConfigMaps.
pub struct RoleWritesConfigMaps;

const POWER: Power = Power {
    key: "config-map-write",
    what: "change the configuration of any workload",
    verbs: &["create", "update", "patch", "delete", "deletecollection"],
    on: &[("", "configmaps")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for RoleWritesConfigMaps {
    const META: Meta = Meta::new(
        "cluster/role-writes-config-maps",
        "Role may change ConfigMaps",
        "cluster/rbac-least-privilege",
        Severity::Low,
    )
    .frameworks(&["OWASP-K8s-2025-K02"])
    .aliases(&["KSV-0049"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
