//! Internal path is published.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::open;

/// A route publishes metrics, documentation or admin paths.
pub struct SensitivePathExposed;

impl Check for SensitivePathExposed {
    const META: Meta = Meta::new(
        "cluster/sensitive-path-exposed",
        "Internal path is published",
        "cluster/gateway-hardening",
        Severity::Low,
    )
    .confidence(ringfort_check::Confidence::Low)
    .frameworks(&["OWASP-API-2023-API9"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Ingress", "HTTPRoute"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let rules = on.at("spec.rules").list().iter();
        let paths = rules.flat_map(|rule| {
            let ingress = rule.at("http.paths").list().iter().map(|p| p.at("path"));
            let route = rule.at("matches").list().iter().map(|m| m.at("path.value"));
            ingress.chain(route).collect::<Vec<_>>()
        });
        let internal = paths.filter(|p| p.str().is_some_and(is_internal));
        let failures = internal.map(|at| {
            let path = at.str().unwrap_or("");
            let message = format!("{} `{}` publishes {path}", on.kind, on.name);
            Failure::new(at.span(), message).key(path)
        });
        let verdict =
            Verdict::of(failures.collect(), on.head, "publishes no internal path by name");
        let fields = ["rules.http.paths.path", "rules.matches.path.value"];
        open::or_unknown(verdict, on.at("spec"), &fields)
    }
}

/// Paths that frameworks and servers use for their own operation.
fn is_internal(path: &str) -> bool {
    const INTERNAL: &[&str] = &[
        "metrics",
        "admin",
        "docs",
        "redoc",
        "openapi.json",
        "swagger",
        "actuator",
        "debug",
        "internal",
        "console",
        "server-status",
        "phpmyadmin",
        "_debug",
    ];
    let first = path.trim_start_matches('/').split('/').next().unwrap_or("");
    INTERNAL.contains(&first.to_ascii_lowercase().as_str())
}
