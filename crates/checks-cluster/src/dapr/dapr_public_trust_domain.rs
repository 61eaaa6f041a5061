//! Dapr uses the public trust domain.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::dapr;

/// `accessControl.trustDomain` is missing or public.
pub struct DaprPublicTrustDomain;

impl Check for DaprPublicTrustDomain {
    const META: Meta = Meta::new(
        "cluster/dapr-public-trust-domain",
        "Dapr uses the public trust domain",
        "cluster/dapr-access-control",
        Severity::Low,
    )
    .frameworks(&["Dapr-Sec-AccessControl"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Configuration"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if !dapr::is_dapr(on) || dapr::is_control_plane(on) {
            return Verdict::NotApplicable;
        }
        if !scene.is_prod() || on.at("spec.accessControl").is_absent() {
            return Verdict::NotApplicable;
        }
        let domain = Value::text(on.at("spec.accessControl.trustDomain"), "public");
        Verdict::on(
            &domain,
            |d| d != "public" && !d.is_empty(),
            "has a trust domain of its own",
            || {
                Failure::new(
                    domain.span(),
                    format!("Configuration `{}` is in trust domain `public`", on.name),
                )
            },
        )
    }
}
