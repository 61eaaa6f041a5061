//! API server allows every authenticated request.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so every authenticated request is allowed";

/// API server allows every authenticated request.
pub struct AuthorizationAlwaysAllow;

impl Check for AuthorizationAlwaysAllow {
    const META: Meta = Meta::new(
        "cluster/authorization-always-allow",
        "API server allows every authenticated request",
        "cluster/authorization-mode",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.6", "OWASP-K8s-2025-K02", "NSA-AuthN-AuthZ"])
    .aliases(&["f1f4d8da-1ac4-47d0-b1aa-91e69d33f7d5", "CKV_K8S_74", "KCV-0007", "C-0118"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        if on.flag("authorization-config").is_some() {
            return Verdict::NotApplicable;
        }
        flags::lacks(on, scene, &["AlwaysAllow"], Rule::new("authorization-mode", HARM))
    }
}
