//! Azure network interface has a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::tri;

/// Azure network interface has a public address.
pub struct AzureNicPublicIp;

impl Check for AzureNicPublicIp {
    const META: Meta = Meta::new(
        "cloud/azure-nic-public-ip",
        "Azure network interface has a public address",
        "cloud/network-segmentation",
        Severity::Medium,
    )
    .aliases(&["c1573577-e494-4417-8854-7e119368dc8b", "CKV_AZURE_119", "AZU-0076"]);
    const TYPES: &'static [&'static str] = &["azurerm_network_interface"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let public =
            tri::each(on.at("ip_configuration"), |c| tri::written(c.at("public_ip_address_id")));
        let named = on.blocks("ip_configuration").iter().map(|c| c.at("public_ip_address_id"));
        let refers = on
            .refs_of("ip_configuration")
            .any(|r| &*r.path != "" && r.target.contains("azurerm_public_ip."));
        let at = named.into_iter().find(|at| !at.is_absent()).map_or(on.header, |at| at.span());
        match tri::any(public) {
            Some(true) => Verdict::fail(Failure::new(
                at,
                format!("interface `{}` has a public address", on.name),
            )),
            None if refers => Verdict::fail(Failure::new(
                at,
                format!("interface `{}` has a public address", on.name),
            )),
            Some(false) => Verdict::pass(on.header, "it has private addresses only"),
            None => Verdict::unknown(at, "whether it has a public address is not known"),
        }
    }
}
