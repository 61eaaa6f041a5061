//! Role may approve or sign certificate requests.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::powers::{self, Power, Wildcards};

/// Role may approve or sign certificate requests.
pub struct CsrApprovalRights;

const POWER: Power = Power {
    key: "csr",
    what: "obtain a client certificate for any user",
    verbs: &["update", "patch", "approve", "sign"],
    on: &[
        ("certificates.k8s.io", "certificatesigningrequests/approval"),
        ("certificates.k8s.io", "signers"),
    ],
    wildcards: Wildcards::LeftToWildcardRole,
};

impl Check for CsrApprovalRights {
    const META: Meta = Meta::new(
        "cluster/csr-approval-rights",
        "Role may approve or sign certificate requests",
        "cluster/rbac-escalation-paths",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.1.11", "K8s-RBACGoodPractices"])
    .aliases(&["CKV_K8S_156", "C-0280", "restrict-clusterrole-csr"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        powers::judge(on, scene, &POWER)
    }
}
