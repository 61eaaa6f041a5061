//! Controllers share one identity.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("use-service-account-credentials", "so every controller acts with the rights of all")
        .fixed("true", Safety::Unsafe);

/// Controllers share one identity.
pub struct ControllerManagerCredentials;

impl Check for ControllerManagerCredentials {
    const META: Meta = Meta::new(
        "cluster/controller-manager-credentials",
        "Controllers share one identity",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.3.3"])
    .aliases(&["1acd93f1-5a37-45c0-aaac-82ece818be7d", "CKV_K8S_108", "KCV-0035", "C-0146"]);
    const TYPES: &'static [&'static str] = &["kube-controller-manager"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, true, RULE)
    }
}
