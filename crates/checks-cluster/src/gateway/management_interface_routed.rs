//! Management interface is published without login.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::{doors, open, routes};

/// Annotations that make the controller ask for a login.
const AUTH: &[&str] = &[
    "nginx.ingress.kubernetes.io/auth-url",
    "nginx.ingress.kubernetes.io/auth-type",
    "nginx.ingress.kubernetes.io/auth-tls-secret",
    "alb.ingress.kubernetes.io/auth-type",
    "traefik.ingress.kubernetes.io/router.middlewares",
    "konghq.com/plugins",
];

/// An Ingress or route leads to a management interface and asks for no login.
pub struct ManagementInterfaceRouted;

impl Check for ManagementInterfaceRouted {
    const META: Meta = Meta::new(
        "cluster/management-interface-routed",
        "Management interface is published without login",
        "cluster/service-exposure",
        Severity::High,
    )
    .confidence(ringfort_check::Confidence::Medium)
    .frameworks(&["MS-TA9005", "OWASP-K8s-2025-K06"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Ingress", "HTTPRoute"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let auth = AUTH.iter().any(|a| !on.annotation(a).is_absent());
        let policy = scene.facts.objects("SecurityPolicy").any(|p| {
            let kinds = ["jwt", "oidc", "extAuth", "basicAuth", "apiKeyAuth"];
            let asks = kinds.iter().any(|k| !p.at("spec").key(k).is_absent());
            asks && p.sees(on) && routes::targets(p).contains(&(&*on.kind, &*on.name))
        });
        let failures: Vec<Failure> = backends(on)
            .into_iter()
            .filter(|(name, _)| doors::is_management_name(name))
            .map(|(name, at)| {
                Failure::new(
                    at,
                    format!("{} `{}` publishes `{name}` and asks for no login", on.kind, on.name),
                )
                .key(name)
            })
            .collect();
        if failures.is_empty() || auth || policy {
            let note = "publishes no management interface without a login at the edge";
            let fields = ["rules.http.paths.backend.service.name", "rules.backendRefs.name"];
            return open::or_unknown(Verdict::pass(on.head, note), on.at("spec"), &fields);
        }
        Verdict::Fail(failures)
    }
}

/// The Services that an Ingress or route sends to.
fn backends(object: &Object) -> Vec<(&str, Span)> {
    let mut found = vec![];
    for rule in object.at("spec.rules").list() {
        let ingress = rule.at("http.paths").list().iter().map(|p| p.at("backend.service.name"));
        let route = rule.at("backendRefs").list().iter().map(|b| b.at("name"));
        found.extend(ingress.chain(route).filter_map(|at| Some((at.str()?, at.span()))));
    }
    found
}
