//! Azure application gateway accepts old TLS versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;

/// Azure application gateway accepts old TLS versions.
pub struct AppGatewayWeakTls;

impl Check for AppGatewayWeakTls {
    const META: Meta = Meta::new(
        "cloud/app-gateway-weak-tls",
        "Azure application gateway accepts old TLS versions",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    );
    const TYPES: &'static [&'static str] = &["azurerm_application_gateway"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let policy = on.at("ssl_policy");
        if azure::lacks(policy) {
            return Verdict::NotApplicable;
        }
        let (least, named) =
            (on.at("ssl_policy.min_protocol_version"), on.at("ssl_policy.policy_name"));
        let old = [(least, &OLD_VERSIONS[..]), (named, &OLD_POLICIES[..])];
        for (at, names) in old {
            if let At::Unknown(node) = at {
                return Verdict::unknown(node.span, node.cause().to_owned());
            }
            if let Some(name) = at.str().filter(|name| names.contains(name)) {
                let message = format!("gateway `{}` accepts old TLS ({name})", on.name);
                return Verdict::fail(Failure::new(at.span(), message));
            }
        }
        Verdict::pass(policy.span(), "TLS 1.2 or later is required")
    }
}

/// Versions that are broken.
const OLD_VERSIONS: [&str; 2] = ["TLSv1_0", "TLSv1_1"];

/// Predefined policies that accept such versions.
const OLD_POLICIES: [&str; 2] = ["AppGwSslPolicy20150501", "AppGwSslPolicy20170401"];
