//! Logins at the edge: does an Ingress or a route ask who calls before it lets anything through?

use ringfort_model::Value;
use ringfort_model::kube::Object;
use ringfort_source::{At, Node, Span};

use super::namespace_of;
use crate::Facts;

/// Annotations that make a controller ask, by what they hold (documentation of ingress-nginx, the AWS Load
/// Balancer Controller and the `HAProxy` controller); any other value than those named asks.
const ASKS: &[(&str, &[&str])] = &[
    ("nginx.ingress.kubernetes.io/auth-url", &[]),
    ("nginx.ingress.kubernetes.io/auth-type", &[]),
    ("nginx.ingress.kubernetes.io/auth-tls-secret", &[]),
    ("alb.ingress.kubernetes.io/auth-type", &["none"]),
    ("haproxy.org/auth-type", &[]),
];

/// Annotations that name objects which may ask, with the kinds of those objects and the fields that ask.
const NAMES: &[(&str, &str, &[&str])] = &[
    (
        "traefik.ingress.kubernetes.io/router.middlewares",
        "Middleware",
        &["spec.basicAuth", "spec.digestAuth", "spec.forwardAuth"],
    ),
    ("konghq.com/plugins", "KongPlugin", &["plugin"]),
];

/// Plugins of Kong that ask.
const KONG: &[&str] = &[
    "basic-auth",
    "key-auth",
    "jwt",
    "oauth2",
    "hmac-auth",
    "ldap-auth",
    "openid-connect",
    "mtls-auth",
];

/// What a `SecurityPolicy` of Envoy Gateway asks with.
const POLICY: &[&str] = &["jwt", "oidc", "extAuth", "basicAuth", "apiKeyAuth"];

/// Does `route` (an Ingress, an `HTTPRoute`) let only those through who log in? The place is what asks, or the
/// route itself.
pub fn asks_for_login(facts: &Facts, route: &Object) -> Value<bool> {
    let found = annotated(route)
        .or_else(|| named(facts, route))
        .or_else(|| by_policy(facts, route))
        .or_else(|| by_google(facts, route));
    found.unwrap_or(Value::Default(false, route.head))
}

fn annotated(route: &Object) -> Option<Value<bool>> {
    ASKS.iter().find_map(|(name, open)| match route.annotation(name) {
        At::Set(node) => {
            let asks = node.scalar().is_some_and(|text| !open.contains(&&*text));
            asks.then_some(Value::Set(true, node.span))
        }
        At::Unknown(node) => Some(Value::Unknown(node.span, node.cause().into())),
        At::Absent(_) => None,
    })
}

/// Middlewares of Traefik and plugins of Kong, which the annotation names.
fn named(facts: &Facts, route: &Object) -> Option<Value<bool>> {
    NAMES.iter().find_map(|(annotation, kind, fields)| {
        let node = route.annotation(annotation).node()?;
        let names = node.as_str().unwrap_or("").split(',').map(str::trim);
        let mut missing = false;
        for name in names.filter(|n| !n.is_empty()) {
            let Some(object) = object_of(facts, kind, name) else {
                missing = true;
                continue;
            };
            if let Some(at) = fields.iter().find_map(|field| asking(object, field)) {
                return Some(Value::Set(true, at));
            }
        }
        let cause = format!("whether the {kind} that it names asks for a login was not read");
        missing.then(|| Value::Unknown(node.span, cause.into()))
    })
}

/// Traefik writes `NAMESPACE-NAME@kubernetescrd`.
fn object_of<'a>(facts: &'a Facts, kind: &str, name: &str) -> Option<&'a Object> {
    let plain = name.split('@').next().unwrap_or(name);
    facts.objects(kind).find(|o| {
        *o.name == *plain
            || plain.strip_prefix(namespace_of(o)).and_then(|r| r.strip_prefix('-'))
                == Some(&*o.name)
    })
}

fn asking(object: &Object, field: &str) -> Option<Span> {
    let node = object.at(field).node()?;
    let asks = field != "plugin" || node.as_str().is_some_and(|p| KONG.contains(&p));
    asks.then_some(node.span)
}

/// Envoy Gateway: a `SecurityPolicy` on the route or on a Gateway that it hangs on.
fn by_policy(facts: &Facts, route: &Object) -> Option<Value<bool>> {
    let gateways: Vec<&str> =
        route.at("spec.parentRefs").list().iter().filter_map(|p| p.at("name").str()).collect();
    let meant = |target: &Node| match (target.at("kind").str(), target.at("name").str()) {
        (Some("Gateway"), Some(name)) => gateways.contains(&name),
        (Some(kind), Some(name)) => kind == &*route.kind && name == &*route.name,
        _ => false,
    };
    facts.objects("SecurityPolicy").filter(|p| p.sees(route)).find_map(|policy| {
        let one = policy.at("spec.targetRef").node();
        let many = policy.at("spec.targetRefs").list();
        let is_meant = one.is_some_and(meant) || many.iter().any(meant);
        let asks = POLICY.iter().find_map(|key| policy.at("spec").key(key).node());
        asks.filter(|_| is_meant).map(|node| Value::Set(true, node.span))
    })
}

/// Google's Identity-Aware Proxy: on the `BackendConfig` that a Service of the Ingress names, or on the policy of
/// a Service behind the route.
fn by_google(facts: &Facts, route: &Object) -> Option<Value<bool>> {
    let services: Vec<&str> = backends(route);
    let configured = services.iter().find_map(|name| {
        let service = facts.objects("Service").find(|s| &&*s.name == name && s.sees(route))?;
        let names = service.annotation("cloud.google.com/backend-config").str()?;
        let mut configs = facts.objects("BackendConfig");
        let config = configs.find(|c| names.contains(&format!("\"{}\"", c.name)))?;
        Some(config.at("spec.iap.enabled"))
    });
    let governed = facts.objects("GCPBackendPolicy").find_map(|policy| {
        let target = policy.at("spec.targetRef.name").str()?;
        services.contains(&target).then(|| policy.at("spec.default.iap.enabled"))
    });
    let node = configured.or(governed)?.node()?;
    node.as_bool().filter(|on| *on).map(|_| Value::Set(true, node.span))
}

/// The Services that an Ingress or route sends to.
fn backends(route: &Object) -> Vec<&str> {
    let mut found = vec![];
    found.extend(route.at("spec.defaultBackend.service.name").str());
    for rule in route.at("spec.rules").list() {
        found.extend(
            rule.at("http.paths").list().iter().filter_map(|p| p.at("backend.service.name").str()),
        );
        found.extend(rule.at("backendRefs").list().iter().filter_map(|b| b.at("name").str()));
    }
    found
}
