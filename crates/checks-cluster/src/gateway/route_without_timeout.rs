//! Route has no timeout.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{open, routes};

/// An HTTPRoute rule sets no request timeout.
pub struct RouteWithoutTimeout;

impl Check for RouteWithoutTimeout {
    const META: Meta = Meta::new(
        "cluster/route-without-timeout",
        "Route has no timeout",
        "cluster/gateway-hardening",
        Severity::Info,
    )
    .frameworks(&["OWASP-API-2023-API4"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["HTTPRoute"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !routes::is_gateway_api(on) {
            return Verdict::NotApplicable;
        }
        let waits = on
            .at("spec.rules")
            .list()
            .iter()
            .filter(|r| !r.at("backendRefs").list().is_empty() && r.at("timeouts").is_absent());
        let failures = waits.take(1).map(|rule| {
            Failure::new(
                rule.span,
                format!("HTTPRoute `{}` waits for its backend without limit", on.name),
            )
        });
        let verdict = Verdict::of(failures.collect(), on.head, "sets its timeouts");
        open::or_unknown(verdict, on.at("spec"), &["rules.backendRefs", "rules.timeouts"])
    }
}
