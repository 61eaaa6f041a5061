//! Azure application gateway serves plain HTTP.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Azure application gateway serves plain HTTP.
pub struct AppGatewayPlainHttp;

impl Check for AppGatewayPlainHttp {
    const META: Meta = Meta::new(
        "cloud/app-gateway-plain-http",
        "Azure application gateway serves plain HTTP",
        "cloud/edge-tls-and-waf",
        Severity::High,
    )
    .gate();
    const TYPES: &'static [&'static str] = &["azurerm_application_gateway"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let listeners = on.at("http_listener");
        if let At::Unknown(node) = listeners {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let mut verdict = Verdict::NotApplicable;
        for listener in listeners.list() {
            verdict = verdict.and(judge(on, listener));
        }
        verdict
    }
}

fn judge(on: &Resource, listener: &Node) -> Verdict {
    let protocol = listener.at("protocol");
    if tri::is(listener, "protocol", "Http", &["Https"]) == Some(true) {
        return Verdict::pass(protocol.span(), "it speaks TLS");
    }
    let name = listener.at("name").str().unwrap_or("");
    let only_redirects = tri::any(tri::each(on.at("request_routing_rule"), |rule| {
        tri::all([
            tri::is(rule, "http_listener_name", "", &[name]),
            azure::given(rule.at("redirect_configuration_name")),
        ])
    }));
    if protocol.is_unknown() || listener.is_unknown() {
        return Verdict::unknown(protocol.span(), "its protocol is not known");
    }
    match only_redirects {
        Some(true) => Verdict::pass(protocol.span(), "plain HTTP is redirected"),
        None => Verdict::unknown(protocol.span(), "where its requests go is not known"),
        Some(false) => {
            let message = format!("listener `{name}` of gateway `{}` serves plain HTTP", on.name);
            Verdict::fail(Failure::new(protocol.span(), message).key(name))
        }
    }
}
