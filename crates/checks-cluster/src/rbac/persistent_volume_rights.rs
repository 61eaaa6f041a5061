//! Role may create PersistentVolumes.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may create PersistentVolumes.
pub struct PersistentVolumeRights;

const POWER: Power = Power {
    key: "pv-create",
    what: "mount any folder of a node",
    verbs: &["create"],
    on: &[("", "persistentvolumes")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for PersistentVolumeRights {
    const META: Meta = Meta::new(
        "cluster/persistent-volume-rights",
        "Role may create PersistentVolumes",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.1.9", "K8s-RBACGoodPractices"])
    .aliases(&["C-0278"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
