//! Role may change network objects.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may change network objects.
pub struct RoleWritesNetworkObjects;

const POWER: Power = Power {
    key: "network-write",
    what: "redirect or open traffic",
    verbs: &["create", "update", "patch", "delete", "deletecollection"],
    on: &[
        ("networking.k8s.io", "networkpolicies"),
        ("networking.k8s.io", "ingresses"),
        ("", "services"),
        ("gateway.networking.k8s.io", "httproutes"),
        ("gateway.networking.k8s.io", "gateways"),
    ],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for RoleWritesNetworkObjects {
    const META: Meta = Meta::new(
        "cluster/role-writes-network-objects",
        "Role may change network objects",
        "cluster/rbac-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["OWASP-K8s-2025-K02", "OWASP-K8s-2025-K05"])
    .aliases(&["KSV-0056"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
