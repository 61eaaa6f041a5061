//! Azure application gateway has no web firewall.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Azure application gateway has no web firewall.
pub struct AppGatewayNoWaf;

impl Check for AppGatewayNoWaf {
    const META: Meta = Meta::new(
        "cloud/app-gateway-no-waf",
        "Azure application gateway has no web firewall",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .aliases(&[
        "2e48d91c-50e4-45c8-9312-27b625868a72",
        "2fc5ab5a-c5eb-4ae4-b687-0f16fe77c255",
        "CKV_AZURE_120",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_application_gateway"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let policy = azure::given(on.at("firewall_policy_id"));
        let own = tri::on(&on.attrs, "waf_configuration.enabled", false);
        let listeners = tri::all(tri::each(on.at("http_listener"), |l| {
            azure::given(l.at("firewall_policy_id"))
        }));
        let listeners = if on.blocks("http_listener").is_empty() { Some(false) } else { listeners };
        let note = "a web firewall guards it";
        let answer = tri::any([policy, own, listeners]);
        tri::verdict(answer, on, "waf_configuration", note, || {
            format!("no web firewall guards gateway `{}`", on.name)
        })
    }
}
