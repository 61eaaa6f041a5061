//! Role may change admission webhooks or policies.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may change admission webhooks or policies.
pub struct WebhookWriteRights;

const POWER: Power = Power {
    key: "webhook-write",
    what: "read and rewrite every object on its way into the cluster",
    verbs: &["create", "update", "patch", "delete", "deletecollection"],
    on: &[
        ("admissionregistration.k8s.io", "mutatingwebhookconfigurations"),
        ("admissionregistration.k8s.io", "validatingwebhookconfigurations"),
        ("admissionregistration.k8s.io", "validatingadmissionpolicies"),
        ("admissionregistration.k8s.io", "validatingadmissionpolicybindings"),
        ("admissionregistration.k8s.io", "mutatingadmissionpolicies"),
        ("admissionregistration.k8s.io", "mutatingadmissionpolicybindings"),
    ],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for WebhookWriteRights {
    const META: Meta = Meta::new(
        "cluster/webhook-write-rights",
        "Role may change admission webhooks or policies",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.1.12", "K8s-RBACGoodPractices"])
    .aliases(&[
        "CKV_K8S_155",
        "KSV-0114",
        "C-0281",
        "restrict-clusterrole-mutating-validating-admission-webhooks",
    ]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
