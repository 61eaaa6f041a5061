//! Management interface is published without login.

use ringfort_check::facts::kube::asks_for_login;
use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Value, Verdict};

use crate::support::{doors, open};

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
        let login = asks_for_login(scene.facts, on);
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
        if let (Value::Unknown(at, cause), false) = (&login, failures.is_empty()) {
            return Verdict::unknown(*at, cause.to_string());
        }
        if failures.is_empty() || login.is(&true) {
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
