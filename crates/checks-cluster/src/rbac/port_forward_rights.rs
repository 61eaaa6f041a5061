//! Role may forward ports of pods.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may forward ports of pods.
pub struct PortForwardRights;

const POWER: Power = Power {
    key: "portforward",
    what: "reach every port of every pod in reach, past NetworkPolicies",
    verbs: &["create", "get"],
    on: &[("", "pods/portforward")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for PortForwardRights {
    const META: Meta = Meta::new(
        "cluster/port-forward-rights",
        "Role may forward ports of pods",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["MITRE-T1090"])
    .aliases(&["38fa11ef-dbcc-4da8-9680-7e1fd855b6fb", "C-0063"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
