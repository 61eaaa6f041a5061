//! API server does not use RBAC.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so Roles and bindings have no effect";

/// API server does not use RBAC.
pub struct RbacNotEnabled;

impl Check for RbacNotEnabled {
    const META: Meta = Meta::new(
        "cluster/rbac-not-enabled",
        "API server does not use RBAC",
        "cluster/authorization-mode",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.8", "OWASP-K8s-2025-K02", "MS-M9027"])
    .aliases(&["1aa4a1ae-5dbb-48a1-9aa2-630ea4be208e", "CKV_K8S_77", "KCV-0009", "C-0120"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        if on.flag("authorization-config").is_some() {
            return Verdict::NotApplicable;
        }
        flags::contains(on, scene, "RBAC", Rule::new("authorization-mode", HARM))
    }
}
