//! Protective admission plugin is switched off.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so the rules that act through these plugins are never asked";
/// Plugins that are on by default and that other controls rest on.
const PLUGINS: &[&str] = &[
    "PodSecurity",
    "LimitRanger",
    "ResourceQuota",
    "MutatingAdmissionWebhook",
    "ValidatingAdmissionWebhook",
    "ValidatingAdmissionPolicy",
];

/// Protective admission plugin is switched off.
pub struct ProtectivePluginDisabled;

impl Check for ProtectivePluginDisabled {
    const META: Meta = Meta::new(
        "cluster/protective-plugin-disabled",
        "Protective admission plugin is switched off",
        "cluster/api-server-hardening",
        Severity::High,
    )
    .gate()
    .frameworks(&["OWASP-K8s-2025-K07", "K8s-SecChecklist-admission"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::lacks(on, scene, PLUGINS, Rule::new("disable-admission-plugins", HARM))
    }
}
