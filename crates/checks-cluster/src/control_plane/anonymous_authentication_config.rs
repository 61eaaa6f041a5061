//! Authentication configuration lets anonymous requests in.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::authentication;

/// Authentication configuration lets anonymous requests in.
pub struct AnonymousAuthenticationConfig;

impl Check for AnonymousAuthenticationConfig {
    const META: Meta = Meta::new(
        "cluster/anonymous-authentication-config",
        "Authentication configuration lets anonymous requests in",
        "cluster/anonymous-auth-disabled",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.1"]);
    const TYPES: &'static [&'static str] = &["AuthenticationConfiguration"];
    type On = Object;

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if authentication::is_named(scene, on) {
            return Verdict::NotApplicable;
        }
        authentication::anonymous(on)
    }
}
