//! No security group guards the network interface of an Azure machine.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

use crate::support::azure;
use crate::support::companion;

/// No security group guards the network interface of an Azure machine.
pub struct AzureVmUnguardedNic;

impl Check for AzureVmUnguardedNic {
    const META: Meta = Meta::new(
        "cloud/azure-vm-unguarded-nic",
        "No security group guards the network interface of an Azure machine",
        "cloud/network-segmentation",
        Severity::Medium,
    )
    .aliases(&["AZU-0068"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_linux_virtual_machine",
        "azurerm_windows_virtual_machine",
        "azurerm_virtual_machine",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for nic in scene.facts.targets(on, "network_interface_ids") {
            if &*nic.kind == "azurerm_network_interface" {
                verdict = verdict.and(judge(on, nic, scene));
            }
        }
        verdict
    }
}

const OF_INTERFACE: &[companion::Holder] =
    &[("azurerm_network_interface_security_group_association", "network_interface_id")];
const OF_SUBNET: &[companion::Holder] =
    &[("azurerm_subnet_network_security_group_association", "subnet_id")];

fn judge(on: &Resource, nic: &Resource, scene: &Scene<'_>) -> Verdict {
    let note = "a security group guards it";
    let old = nic.at("network_security_group_id");
    if azure::given(old) == Some(true) {
        return Verdict::pass(old.span(), note);
    }
    if let Some(link) = companion::of(nic, scene, OF_INTERFACE, &["id"]).next() {
        return Verdict::pass(link.header, note);
    }
    let mut subnets = scene.facts.targets(nic, "ip_configuration");
    let guard = subnets.find_map(|s| companion::of(s, scene, OF_SUBNET, &["id"]).next());
    if let Some(link) = guard {
        return Verdict::pass(link.header, note);
    }
    if let Some(elsewhere) = elsewhere(nic) {
        return Verdict::unknown(elsewhere, "its subnet is made elsewhere and may have a group");
    }
    let message =
        format!("no security group guards interface `{}` of machine `{}`", nic.name, on.name);
    let failure = Failure::new(on.header, message).key(&*nic.name);
    let failure = failure.related_to(nic.header, "the interface", &*nic.address);
    match scene.facts.unread_modules(Some(&*on.root)).next() {
        Some(module) => {
            Verdict::unknown(module.header, "a module that was not read may add a group")
        }
        None => Verdict::fail(failure),
    }
}

/// A subnet that this code does not make: looked up, or given by a caller.
fn elsewhere(nic: &Resource) -> Option<Span> {
    let unknown = |c: &Node| match c.at("subnet_id") {
        At::Set(node) => Some(node.span),
        At::Unknown(node) if !node.cause().starts_with("known after apply") => Some(node.span),
        _ => None,
    };
    let made_here = nic
        .refs
        .iter()
        .any(|r| r.target.contains("azurerm_subnet.") && !r.target.contains("data."));
    if made_here { None } else { nic.blocks("ip_configuration").iter().find_map(unknown) }
}
