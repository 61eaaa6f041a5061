//! API server knows no identity provider.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so people sign in with certificates or tokens that cannot be revoked";

/// API server knows no identity provider.
pub struct NoIdentityProvider;

impl Check for NoIdentityProvider {
    const META: Meta = Meta::new(
        "cluster/no-identity-provider",
        "API server knows no identity provider",
        "cluster/user-authentication",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-3.1.1", "OWASP-K8s-2025-K09"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        let wanted = [
            "oidc-issuer-url",
            "authentication-config",
            "authentication-token-webhook-config-file",
        ];
        let found = wanted.iter().find(|f| on.flag(f).is_some());
        let Some(flag) = found else { return flags::given(on, scene, Rule::new(wanted[0], HARM)) };
        flags::given(on, scene, Rule::new(flag, HARM))
    }
}
