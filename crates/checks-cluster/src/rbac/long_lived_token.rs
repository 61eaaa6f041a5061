//! Secret holds a token that never expires.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// A Secret of type service-account-token exists.
pub struct LongLivedToken;

impl Check for LongLivedToken {
    const META: Meta = Meta::new(
        "cluster/long-lived-token",
        "Secret holds a token that never expires",
        "cluster/service-account-token-rotation",
        Severity::High,
    )
    .gate()
    .frameworks(&[
        "CIS-K8s-5.1.13",
        "K8s-SecChecklist-secrets",
        "OWASP-K8s-2025-K03",
        "MITRE-T1528",
    ]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Secret"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let kind = on.at("type");
        if kind.is_unknown() {
            return Verdict::unknown(kind.span(), "the type is not known");
        }
        if kind.str() != Some("kubernetes.io/service-account-token")
            || !place::is_application(scene, on)
        {
            return Verdict::NotApplicable;
        }
        let account = on.annotation("kubernetes.io/service-account.name").str().unwrap_or("?");
        let message = format!(
            "Secret `{}` asks for a token of ServiceAccount `{account}` that never expires",
            on.name
        );
        Verdict::fail(Failure::new(kind.span(), message))
    }
}
