//! Role may impersonate others.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may impersonate others.
pub struct ImpersonationRights;

const POWER: Power = Power {
    key: "impersonate",
    what: "act as any user, group or ServiceAccount",
    verbs: &["impersonate"],
    on: &[
        ("", "users"),
        ("", "groups"),
        ("", "serviceaccounts"),
        ("authentication.k8s.io", "userextras"),
        ("authentication.k8s.io", "uids"),
    ],
    wildcards: Wildcards::LeftTo(&super::workload_creation_rights::POWER),
};

impl Check for ImpersonationRights {
    const META: Meta = Meta::new(
        "cluster/impersonation-rights",
        "Role may impersonate others",
        "cluster/rbac-escalation-paths",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.8", "OWASP-K8s-2025-K02"])
    .aliases(&["9f85c3f6-26fd-4007-938a-2e0cb0100980", "CKV2_K8S_3", "KSV-0043", "C-0065"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
