//! Role may read all Secrets.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may read all Secrets.
pub struct RoleReadsSecrets;

const POWER: Power = Power {
    key: "secrets-read",
    what: "read every Secret in its reach",
    verbs: &["get", "list", "watch"],
    on: &[("", "secrets")],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for RoleReadsSecrets {
    const META: Meta = Meta::new(
        "cluster/role-reads-secrets",
        "Role may read all Secrets",
        "cluster/rbac-least-privilege",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.2", "CIS-EKS-4.1.2", "OWASP-K8s-2025-K02", "K8s-RBACGoodPractices"])
    .aliases(&[
        "826abb30-3cd5-4e0b-a93b-67729b4f7e63",
        "b7bca5c4-1dab-4c2c-8cbe-3050b9d59b14",
        "CKV2_K8S_5",
        "KSV-0041",
        "KSV-0113",
        "C-0015",
        "C-0186",
        "access-to-secrets",
        "restrict-secret-role-verbs",
        "FG_R00480",
    ]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
