//! Admission plugin ServiceAccount is switched off.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "which switches off a plugin that protects every namespace";

/// Admission plugin ServiceAccount is switched off.
pub struct ServiceAccountPluginDisabled;

impl Check for ServiceAccountPluginDisabled {
    const META: Meta = Meta::new(
        "cluster/service-account-plugin-disabled",
        "Admission plugin ServiceAccount is switched off",
        "cluster/api-server-hardening",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.12"])
    .aliases(&["9587c890-0524-40c2-9ce2-663af7c2f063", "CKV_K8S_82", "KCV-0014", "C-0125"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::lacks(on, scene, &["ServiceAccount"], Rule::new("disable-admission-plugins", HARM))
    }
}
