//! Azure registry is reachable from public networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure registry is reachable from public networks.
pub struct AcrPublicNetwork;

impl Check for AcrPublicNetwork {
    const META: Meta = Meta::new(
        "cloud/acr-public-network",
        "Azure registry is reachable from public networks",
        "cloud/registry-access-control",
        Severity::Low,
    )
    .aliases(&["CKV_AZURE_139"]);
    const TYPES: &'static [&'static str] = &["azurerm_container_registry"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let rest = on.at("network_rule_set.default_action");
        if rest.str().is_some_and(|a| a.eq_ignore_ascii_case("deny")) {
            return Verdict::pass(rest.span(), "only named networks reach it");
        }
        let switch = Switch {
            path: "public_network_access_enabled",
            want: false,
            default: true,
            note: "only private endpoints reach it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("registry `{}` answers on its public endpoint", on.name))
    }
}
