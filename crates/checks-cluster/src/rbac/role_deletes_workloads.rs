//! Role may delete workloads or data.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may delete workloads or data.
pub struct RoleDeletesWorkloads;

const POWER: Power = Power {
    key: "delete",
    what: "stop the application or destroy its data",
    verbs: &["delete", "deletecollection"],
    on: &[
        ("", "pods"),
        ("", "services"),
        ("", "secrets"),
        ("", "configmaps"),
        ("", "persistentvolumeclaims"),
        ("", "namespaces"),
        ("apps", "deployments"),
        ("apps", "daemonsets"),
        ("apps", "statefulsets"),
        ("apps", "replicasets"),
        ("batch", "jobs"),
        ("batch", "cronjobs"),
    ],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for RoleDeletesWorkloads {
    const META: Meta = Meta::new(
        "cluster/role-deletes-workloads",
        "Role may delete workloads or data",
        "cluster/rbac-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["OWASP-K8s-2025-K02", "MITRE-T1485"])
    .aliases(&["C-0007"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
