//! Azure Front Door has no web firewall.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;

/// Azure Front Door has no web firewall.
pub struct FrontDoorNoWaf;

impl Check for FrontDoorNoWaf {
    const META: Meta = Meta::new(
        "cloud/front-door-no-waf",
        "Azure Front Door has no web firewall",
        "cloud/edge-tls-and-waf",
        Severity::Medium,
    )
    .aliases(&["835a4f2f-df43-437d-9943-545ccfc55961", "CKV_AZURE_121"]);
    const TYPES: &'static [&'static str] = &["azurerm_frontdoor", "azurerm_cdn_frontdoor_profile"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "azurerm_cdn_frontdoor_profile" {
            return match companion::of(on, scene, POLICIES, &["id"]).next() {
                Some(policy) => Verdict::pass(policy.header, "a web firewall guards it"),
                None => {
                    let message = format!("no web firewall guards Front Door `{}`", on.name);
                    companion::lacking(on, scene, POLICIES, message)
                }
            };
        }
        let endpoints = on.at("frontend_endpoint");
        if let At::Unknown(node) = endpoints {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let mut verdict = Verdict::NotApplicable;
        for endpoint in endpoints.list() {
            verdict = verdict.and(judge(on, endpoint));
        }
        verdict
    }
}

const POLICIES: &[companion::Holder] =
    &[("azurerm_cdn_frontdoor_security_policy", "cdn_frontdoor_profile_id")];

fn judge(on: &Resource, endpoint: &Node) -> Verdict {
    let policy = endpoint.at("web_application_firewall_policy_link_id");
    match azure::given(policy) {
        Some(false) => {
            let name = endpoint.at("name").str().unwrap_or("without a name");
            let message = format!("no web firewall guards endpoint `{name}` of `{}`", on.name);
            Verdict::fail(Failure::new(endpoint.span, message).key(name))
        }
        None => Verdict::unknown(policy.span(), "its web firewall is not known"),
        Some(true) => Verdict::pass(policy.span(), "a web firewall guards it"),
    }
}
