//! API server cannot issue bound tokens.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags;

const HARM: &str = "so it cannot issue tokens that expire";

/// API server cannot issue bound tokens.
pub struct ServiceAccountIssuer;

impl Check for ServiceAccountIssuer {
    const META: Meta = Meta::new(
        "cluster/service-account-issuer",
        "API server cannot issue bound tokens",
        "cluster/api-server-hardening",
        Severity::Medium,
    );
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::all_given(
            on,
            scene,
            &["service-account-signing-key-file", "service-account-issuer"],
            HARM,
        )
    }
}
