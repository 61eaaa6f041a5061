//! Azure subnet has no rules of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;

/// Azure subnet has no rules of its own.
pub struct AzureSubnetNoNsg;

impl Check for AzureSubnetNoNsg {
    const META: Meta = Meta::new(
        "cloud/azure-subnet-no-nsg",
        "Azure subnet has no rules of its own",
        "cloud/network-segmentation",
        Severity::Medium,
    )
    .frameworks(&["CIS-Azure-7.11"])
    .aliases(&[
        "5c822443-e1ea-46b8-84eb-758ec602e844",
        "da4f2739-174f-4cdd-b9ef-dc3f14b5931f",
        "CKV2_AZURE_31",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_subnet", "azurerm_virtual_network"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "azurerm_virtual_network" {
            return inline(on);
        }
        if on.at("name").str().is_some_and(|name| RESERVED.contains(&name)) {
            return Verdict::NotApplicable;
        }
        let old = on.at("network_security_group_id");
        if azure::given(old) == Some(true) {
            return Verdict::pass(old.span(), "a security group guards it");
        }
        match companion::of(on, scene, ASSOCIATIONS, &["id"]).next() {
            Some(other) => Verdict::pass(other.header, "a security group guards it"),
            None => {
                let message = format!("no security group guards subnet `{}`", on.name);
                companion::lacking(on, scene, ASSOCIATIONS, message)
            }
        }
    }
}

const ASSOCIATIONS: &[companion::Holder] =
    &[("azurerm_subnet_network_security_group_association", "subnet_id")];

/// Subnets of Azure's own gateways, which take no security group.
const RESERVED: [&str; 4] =
    ["GatewaySubnet", "AzureFirewallSubnet", "AzureFirewallManagementSubnet", "RouteServerSubnet"];

/// Subnets that are written inside of their network.
fn inline(network: &Resource) -> Verdict {
    let subnets = network.at("subnet");
    if let At::Unknown(node) = subnets {
        return Verdict::unknown(node.span, node.cause().to_owned());
    }
    let is_reserved =
        |subnet: &Node| subnet.at("name").str().is_some_and(|name| RESERVED.contains(&name));
    let mut verdict = Verdict::NotApplicable;
    for subnet in subnets.list().iter().filter(|s| !is_reserved(s)) {
        verdict = verdict.and(guarded(network, subnet));
    }
    verdict
}

fn guarded(network: &Resource, subnet: &Node) -> Verdict {
    let group = subnet.at("security_group");
    match azure::given(group) {
        Some(true) => Verdict::pass(group.span(), "a security group guards it"),
        None => Verdict::unknown(group.span(), "its security group is not known"),
        Some(false) => {
            let name = subnet.at("name").str().unwrap_or("without a name");
            let message = format!("no security group guards subnet `{name}` of `{}`", network.name);
            Verdict::fail(Failure::new(subnet.span, message).key(name))
        }
    }
}
