//! Admission plugin NamespaceLifecycle is switched off.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "which switches off a plugin that protects every namespace";

/// Admission plugin NamespaceLifecycle is switched off.
pub struct NamespaceLifecycleDisabled;

impl Check for NamespaceLifecycleDisabled {
    const META: Meta = Meta::new(
        "cluster/namespace-lifecycle-disabled",
        "Admission plugin NamespaceLifecycle is switched off",
        "cluster/api-server-hardening",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.13"])
    .aliases(&["1ffe7bf7-563b-4b3d-a71d-ba6bd8d49b37", "CKV_K8S_83", "KCV-0015", "C-0126"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::lacks(
            on,
            scene,
            &["NamespaceLifecycle"],
            Rule::new("disable-admission-plugins", HARM),
        )
    }
}
