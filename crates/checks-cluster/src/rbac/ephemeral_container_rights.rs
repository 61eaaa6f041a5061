//! Role may add debug containers to pods.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may add debug containers to pods.
pub struct EphemeralContainerRights;

const POWER: Power = Power {
    key: "ephemeralcontainers",
    what: "start a container of their own inside every pod in reach",
    verbs: &["patch", "update"],
    on: &[("", "pods/ephemeralcontainers")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for EphemeralContainerRights {
    const META: Meta = Meta::new(
        "cluster/ephemeral-container-rights",
        "Role may add debug containers to pods",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["MITRE-T1609"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
