//! Azure `MySQL` server is reachable from public networks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;

/// Azure `MySQL` server is reachable from public networks.
pub struct AzureMysqlPublicNetwork;

impl Check for AzureMysqlPublicNetwork {
    const META: Meta = Meta::new(
        "cloud/azure-mysql-public-network",
        "Azure MySQL server is reachable from public networks",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["f118890b-2468-42b1-9ce9-af35146b425b", "CKV_AZURE_53"]);
    const TYPES: &'static [&'static str] =
        &["azurerm_mysql_server", "azurerm_mysql_flexible_server"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = azure::written(on, &["public_network_access_enabled", "public_network_access"]);
        if on.at(path).is_absent() && azure::given(on.at("delegated_subnet_id")) == Some(true) {
            return Verdict::pass(
                on.at("delegated_subnet_id").span(),
                "it lives in a subnet of its own",
            );
        }
        let value = on.text(path, "true");
        let closed = |v: &String| v == "false" || v.eq_ignore_ascii_case("Disabled");
        Verdict::on(&value, closed, "only private networks reach it", || {
            Failure::new(
                value.span(),
                format!("MySQL server `{}` answers on its public endpoint", on.name),
            )
        })
    }
}
