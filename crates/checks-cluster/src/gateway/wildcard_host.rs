//! Edge answers for every host name.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{open, routes};

/// A rule or listener has no host name, or a bare wildcard.
pub struct WildcardHost;

impl Check for WildcardHost {
    const META: Meta = Meta::new(
        "cluster/wildcard-host",
        "Edge answers for every host name",
        "cluster/gateway-hardening",
        Severity::Low,
    )
    .frameworks(&["GatewayAPI-SecurityModel"])
    .aliases(&["restrict-ingress-wildcard", "block-wildcard-ingress"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Ingress", "Gateway"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let hosts: Vec<(At<'_>, &str)> = match &*on.kind {
            "Ingress" => {
                on.at("spec.rules").list().iter().map(|r| (r.at("host"), "rule")).collect()
            }
            "Gateway" if routes::is_gateway_api(on) => {
                routes::listeners(on).iter().map(|l| (l.at("hostname"), "listener")).collect()
            }
            _ => return Verdict::NotApplicable,
        };
        let broad = hosts.iter().filter(|(at, _)| {
            at.is_absent() || at.str().is_some_and(|h| h.is_empty() || h.starts_with('*'))
        });
        let failures = broad.enumerate().map(|(i, (at, what))| {
            let shown = at.str().unwrap_or("every host");
            let message = format!("a {what} of {} `{}` answers for {shown}", on.kind, on.name);
            Failure::new(at.span(), message).key(i.to_string())
        });
        let verdict = Verdict::of(failures.collect(), on.head, "names its hosts");
        open::or_unknown(verdict, on.at("spec"), &["rules.host", "listeners.hostname"])
    }
}
