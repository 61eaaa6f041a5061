//! Azure network interface has a public address.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;
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
        let path = "public_ip_address_id";
        let public = tri::each(on.at("ip_configuration"), |c| azure::given(c.at(path)));
        let mut written = on.blocks("ip_configuration").iter().map(|c| c.at(path));
        let at = written.find(|at| !at.is_absent()).map_or(on.header, At::span);
        match tri::any(public) {
            Some(true) => {
                let message = format!("interface `{}` has a public address", on.name);
                Verdict::fail(Failure::new(at, message))
            }
            Some(false) => Verdict::pass(on.header, "it has private addresses only"),
            None => Verdict::unknown(at, "whether it has a public address is not known"),
        }
    }
}
