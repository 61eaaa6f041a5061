//! Gateway listener carries application traffic without TLS.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::{open, routes};

/// A listener has protocol HTTP and routes that do more than redirect, or lacks its certificate.
pub struct ListenerWithoutTls;

impl Check for ListenerWithoutTls {
    const META: Meta = Meta::new(
        "cluster/listener-without-tls",
        "Gateway listener carries application traffic without TLS",
        "cluster/gateway-tls",
        Severity::High,
    )
    .gate()
    .frameworks(&[
        "GatewayAPI-TLS",
        "ASVS-5.0-V12.2.1",
        "OWASP-Top10-2025-A04",
        "K8s-4C-Cluster-IngressTLS",
    ]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Gateway"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if !routes::is_gateway_api(on) {
            return Verdict::NotApplicable;
        }
        let judged = routes::listeners(on).iter().map(|listener| judge(listener, on, scene));
        let verdict = judged.fold(Verdict::NotApplicable, Verdict::and);
        open::or_unknown(verdict, on.at("spec.listeners"), &[""])
    }
}

fn judge(listener: &Node, gateway: &Object, scene: &Scene<'_>) -> Verdict {
    let protocol = listener.at("protocol");
    let name = listener.at("name").str();
    let label = name.unwrap_or("?");
    match protocol.str() {
        None => Verdict::unknown(protocol.span(), "the protocol is not known"),
        Some("HTTPS") => certificate(listener, label, gateway),
        Some("HTTP") => {
            let routes = routes::routes_of(scene, gateway, name);
            if !routes.is_empty() && routes.iter().all(|r| routes::only_redirects(r)) {
                return Verdict::pass(protocol.span(), "its routes only redirect to https");
            }
            let message =
                format!("listener `{label}` of Gateway `{}` serves plain HTTP", gateway.name);
            let failure = Failure::new(protocol.span(), message).key(label);
            Verdict::fail(
                routes
                    .iter()
                    .filter(|r| !routes::only_redirects(r))
                    .take(3)
                    .fold(failure, |f, r| {
                        f.related_to(r.head, "served without TLS", r.resource.to_string())
                    }),
            )
        }
        Some(_) => Verdict::NotApplicable,
    }
}

fn certificate(listener: &Node, label: &str, gateway: &Object) -> Verdict {
    let at = listener.at("tls.certificateRefs");
    if at.is_unknown() {
        return Verdict::unknown(at.span(), "the certificate is not known");
    }
    let passthrough = listener.at("tls.mode").str() == Some("Passthrough");
    let options = !listener.at("tls.options").is_absent();
    if passthrough || options || !at.list().is_empty() {
        return Verdict::pass(at.span(), "serves TLS");
    }
    let message = format!("listener `{label}` of Gateway `{}` names no certificate", gateway.name);
    Verdict::fail(Failure::new(at.span(), message).key(label))
}
