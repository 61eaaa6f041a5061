//! Gateway limits no client.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::{open, routes};

/// No rate limit applies at the edge.
pub struct GatewayNoRateLimit;

impl Check for GatewayNoRateLimit {
    const META: Meta = Meta::new(
        "cluster/gateway-no-rate-limit",
        "Gateway limits no client",
        "cluster/gateway-hardening",
        Severity::Medium,
    )
    .gate()
    .confidence(ringfort_check::Confidence::Medium)
    .frameworks(&["OWASP-API-2023-API4", "SP800-204-MS-SS-8", "MITRE-T1499"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Gateway", "Ingress"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let (name, at) = (&on.name, on.head);
        let limited = match &*on.kind {
            "Gateway" if routes::is_gateway_api(on) => gateway_limit(on, scene),
            "Ingress" => ingress_limit(on),
            _ => return Verdict::NotApplicable,
        };
        let unread = scene.facts.objects("BackendTrafficPolicy").find(|p| {
            p.sees(on)
                && open::first(p.at("spec"), &["rateLimit", "targetRef", "targetRefs"]).is_some()
        });
        if let Some(at) = limited {
            Verdict::pass(at, "a rate limit applies")
        } else if let Some(policy) = unread {
            Verdict::unknown(policy.head, "whom this policy limits is not known")
        } else {
            let message =
                format!("{} `{name}` lets a client send as many requests as it likes", on.kind);
            Verdict::fail(Failure::new(at, message))
        }
    }
}

/// A policy of Envoy Gateway on the Gateway or on all its routes, or a filter of Istio or Traefik beside it.
fn gateway_limit(gateway: &Object, scene: &Scene<'_>) -> Option<Span> {
    let policies = scene
        .facts
        .objects("BackendTrafficPolicy")
        .filter(|p| p.sees(gateway) && !p.at("spec.rateLimit").is_absent());
    let policies: Vec<&Object> = policies.collect();
    let on = |kind: &str, name: &str| {
        policies.iter().find(|p| routes::targets(p).contains(&(kind, name)))
    };
    if let Some(policy) = on("Gateway", &gateway.name) {
        return Some(policy.head);
    }
    let routes = routes::routes_of(scene, gateway, None);
    let serving: Vec<_> = routes.iter().filter(|r| !routes::only_redirects(r)).collect();
    if !serving.is_empty() && serving.iter().all(|r| on(&r.kind, &r.name).is_some()) {
        return policies.first().map(|p| p.head);
    }
    let filter = scene
        .facts
        .objects("EnvoyFilter")
        .find(|f| f.sees(gateway) && format!("{:?}", f.root).contains("ratelimit"));
    filter.map(|f| f.head)
}

fn ingress_limit(ingress: &Object) -> Option<Span> {
    const ANNOTATIONS: &[&str] = &[
        "nginx.ingress.kubernetes.io/limit-rps",
        "nginx.ingress.kubernetes.io/limit-rpm",
        "nginx.ingress.kubernetes.io/limit-connections",
        "haproxy.org/rate-limit-requests",
        "konghq.com/plugins",
        "traefik.ingress.kubernetes.io/router.middlewares",
        "alb.ingress.kubernetes.io/wafv2-acl-arn",
    ];
    let found = ANNOTATIONS.iter().map(|a| ingress.annotation(a)).find(|a| !a.is_absent());
    found.map(ringfort_check::At::span)
}
