//! Azure cache is reachable from public networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::address_range::{self, Admits};
use crate::support::azure;
use crate::support::companion;
use crate::support::settings::Switch;

/// Azure cache is reachable from public networks.
pub struct AzureRedisPublic;

impl Check for AzureRedisPublic {
    const META: Meta = Meta::new(
        "cloud/azure-redis-public",
        "Azure cache is reachable from public networks",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&[
        "0632d0db-9190-450a-8bb3-c283bffea445",
        "5089d055-53ff-421b-9482-a5267bdce629",
        "CKV_AZURE_89",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_redis_cache", "azurerm_redis_firewall_rule"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "azurerm_redis_firewall_rule" {
            let at = on.at("start_ip").span();
            return match address_range::of(on, "start_ip", "end_ip") {
                None => Verdict::unknown(at, "the addresses are not known"),
                Some(Admits::Few) => Verdict::pass(at, "only a few addresses are admitted"),
                Some(_) => {
                    let message = format!("rule `{}` opens the cache to public networks", on.name);
                    Verdict::fail(Failure::new(at, message))
                }
            };
        }
        if let Some(rule) = companion::of(on, scene, RULES, &["name"]).next() {
            return Verdict::pass(
                rule.header,
                "firewall rules, judged themselves, admit others only",
            );
        }
        let subnet = on.at("subnet_id");
        if azure::given(subnet) == Some(true) {
            return Verdict::pass(subnet.span(), "it lives in a subnet");
        }

        let switch = Switch {
            path: "public_network_access_enabled",
            want: false,
            default: true,
            note: "only private networks reach it",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("cache `{}` answers on its public endpoint", on.name))
    }
}

/// With one rule a cache answers only addresses that a rule names (Azure Cache for Redis, "Firewall rules").
const RULES: &[companion::Holder] = &[("azurerm_redis_firewall_rule", "redis_cache_name")];
