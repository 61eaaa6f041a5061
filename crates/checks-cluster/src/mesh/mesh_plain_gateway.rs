//! Gateway of the mesh serves plain HTTP.

use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// A server of an Istio Gateway speaks HTTP and does not redirect.
pub struct MeshPlainGateway;

impl Check for MeshPlainGateway {
    const META: Meta = Meta::new(
        "cluster/mesh-plain-gateway",
        "Gateway of the mesh serves plain HTTP",
        "cluster/gateway-tls",
        Severity::High,
    )
    .gate()
    .frameworks(&["ASVS-5.0-V12.2.1"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Gateway"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if on.group() != "networking.istio.io" {
            return Verdict::NotApplicable;
        }
        let servers = on.at("spec.servers");
        if servers.is_unknown() {
            return Verdict::unknown(servers.span(), "its servers are not known");
        }
        let each = servers.list().iter().enumerate();
        each.map(|(i, server)| judge(on, i, server)).fold(Verdict::NotApplicable, Verdict::and)
    }
}

fn judge(on: &Object, index: usize, server: &Node) -> Verdict {
    let at = match server.at("port.protocol") {
        At::Absent(_) => return Verdict::NotApplicable,
        At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
        At::Set(node) => node,
    };
    let protocol = at.as_str().unwrap_or("").to_ascii_uppercase();
    match protocol.as_str() {
        "HTTPS" | "TLS" => Verdict::pass(at.span, format!("serves {protocol}")),
        "HTTP" | "HTTP2" | "GRPC" | "GRPC-WEB" => {
            let redirect = server.at("tls.httpsRedirect");
            match redirect {
                At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
                _ if redirect.bool() == Some(true) => {
                    Verdict::pass(redirect.span(), "sends clients to HTTPS")
                }
                _ => {
                    let message = format!(
                        "Gateway `{}` serves {protocol} without TLS, and does not send clients to HTTPS",
                        on.name
                    );
                    Verdict::fail(Failure::new(at.span, message).key(index.to_string()))
                }
            }
        }
        _ => Verdict::NotApplicable,
    }
}
