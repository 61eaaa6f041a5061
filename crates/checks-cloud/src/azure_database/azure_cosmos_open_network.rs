//! Azure Cosmos DB admits every network.

use ringfort_check::facts::cloud::firewall;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::tri;

/// Azure Cosmos DB admits every network.
pub struct AzureCosmosOpenNetwork;

impl Check for AzureCosmosOpenNetwork {
    const META: Meta = Meta::new(
        "cloud/azure-cosmos-open-network",
        "Azure Cosmos DB admits every network",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&[
        "c2a3efb6-8a58-481c-82f2-bfddf34bb4b7",
        "e8c80448-31d8-4755-85fc-6dbab69c2717",
        "CKV_AZURE_99",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_cosmosdb_account"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let public = on.at("public_network_access_enabled");
        if public.bool() == Some(false) {
            return Verdict::pass(public.span(), "the public endpoint is off");
        }
        let ranges = azure::given(on.at("ip_range_filter")).map(|there| there && !is_empty(on));
        let subnets = tri::all([
            tri::on(&on.attrs, "is_virtual_network_filter_enabled", false),
            azure::given(on.at("virtual_network_rule")),
        ]);
        let message = || format!("account `{}` answers every network", on.name);
        if let Some(world) = ranges_of(on).find(|r| firewall::is_world(r)) {
            let message = format!("the filter of account `{}` admits {world}", on.name);
            return Verdict::fail(Failure::new(on.at("ip_range_filter").span(), message));
        }
        let note = "only named networks are admitted";
        tri::verdict(tri::any([ranges, subnets]), on, "ip_range_filter", note, message)
    }
}

/// The ranges of the filter: one text with commas, or a set since version 4 of the provider.
fn ranges_of(on: &Resource) -> impl Iterator<Item = &str> {
    let texts = on.at("ip_range_filter").list().iter().filter_map(Node::as_str);
    texts.flat_map(|t| t.split(',')).map(str::trim).filter(|r| !r.is_empty())
}

/// Is the filter known, and without a range?
fn is_empty(on: &Resource) -> bool {
    let known = on.at("ip_range_filter").node().is_some_and(|n| !n.has_unknown());
    known && ranges_of(on).next().is_none()
}
