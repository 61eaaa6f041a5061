//! Azure storage account is reachable from public networks.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Safety, Scene, Severity, Verdict};

use crate::support::companion;
use crate::support::settings::Switch;

/// Azure storage account is reachable from public networks.
pub struct AzureStoragePublicNetwork;

impl Check for AzureStoragePublicNetwork {
    const META: Meta = Meta::new(
        "cloud/azure-storage-public-network",
        "Azure storage account is reachable from public networks",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .frameworks(&["CIS-Azure-9.3.2.2"])
    .aliases(&[
        "17f75827-0684-48f4-8747-61129c7e4198",
        "35e2f133-a395-40de-a79d-b260d973d1bd",
        "CKV_AZURE_59",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_storage_account", RULES_KIND];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let is_rules = &*on.kind == RULES_KIND;
        let ranges = on.at(if is_rules { "ip_rules" } else { "network_rules.ip_rules" });
        if let Some(rule) =
            ranges.list().iter().find(|n| n.as_str().is_some_and(firewall::is_world))
        {
            let message = format!("the rules of `{}` admit the Internet", on.name);
            return Verdict::fail(Failure::new(rule.span, message));
        }
        if is_rules {
            return Verdict::NotApplicable;
        }
        let rules = companion::of(on, scene, RULES, &["id", "name"]).next();
        let (of, path) = match rules {
            Some(rules) => (rules, "default_action"),
            None => (on, "network_rules.default_action"),
        };
        // Azure calls this "enabled from selected networks".
        if of.at(path).str().is_some_and(|a| a.eq_ignore_ascii_case("deny")) {
            return Verdict::pass(of.at(path).span(), "only named networks reach it");
        }
        let verdict = public(on);
        let Verdict::Fail(failures) = verdict else { return verdict };
        if let At::Unknown(node) = of.at(path) {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        let name = |failure: Failure| match rules {
            Some(rules) => failure.related_to(rules.header, "its rules", &*rules.address),
            None => failure,
        };
        Verdict::Fail(failures.into_iter().map(name).collect())
    }
}

const RULES_KIND: &str = "azurerm_storage_account_network_rules";

/// Rules of an account in a resource of their own.
const RULES: &[companion::Holder] =
    &[(RULES_KIND, "storage_account_id"), (RULES_KIND, "storage_account_name")];

fn public(on: &Resource) -> Verdict {
    let switch = Switch {
        path: "public_network_access_enabled",
        want: false,
        default: true,
        note: "only private endpoints reach it",
        safety: Some(Safety::Unsafe),
    };
    switch.judge(on, || format!("storage account `{}` answers on its public endpoint", on.name))
}
