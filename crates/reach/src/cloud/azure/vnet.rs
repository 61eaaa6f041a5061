//! Virtual networks: who is in which, the groups of their subnets, and peerings.

use std::collections::HashSet;

use ringfort_model::cloud::Resource;

use super::nsg::{NSGS, Nsgs, Way};
use crate::address::Range;
use crate::cloud::build::Builder;
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, World, is_data, mark};

pub(crate) const SUBNETS: &[&str] = &["azurerm_subnet"];
const NETWORKS: &[&str] = &["azurerm_virtual_network"];

/// The mark of the network that a subnet is in.
pub(crate) fn network(world: World<'_>, subnet: Link<'_>) -> Option<Box<str>> {
    let subnet = subnet.resource()?;
    let names = &["name"];
    let link = world.links_in(subnet, subnet.at("virtual_network_name"), NETWORKS, names);
    match link.into_iter().next()? {
        Link::To(network) => Some(mark("vnet", network)),
        Link::Text(name, _) => Some(format!("vnet:{name}").into()),
        Link::Unknown(..) => None,
    }
}

/// The addresses of a subnet.
pub(crate) fn addresses(subnet: Link<'_>, party: &mut Party) {
    let Some(subnet) = subnet.resource() else { return };
    let prefixes = subnet.at("address_prefixes").list().iter();
    party.addresses.extend(prefixes.filter_map(|n| Range::read(n.as_str()?)));
}

/// What the group of a subnet lets through; none where it has no group.
pub(crate) fn guard<'a>(
    b: &mut Builder<'a>,
    nsgs: &mut Nsgs<'a>,
    subnet: Link<'a>,
    way: Way,
) -> Option<Gate> {
    let resource = match subnet {
        Link::To(resource) if !is_data(resource) => resource,
        Link::To(resource) => {
            let cause = subnet.cause("subnet");
            return Some(Gate::perhaps(
                "the network security group of its subnet",
                resource.header,
                cause,
            ));
        }
        Link::Text(_, at) | Link::Unknown(_, at) => {
            let cause = subnet.cause("subnet");
            return Some(Gate::perhaps("the network security group of its subnet", at, cause));
        }
    };
    let tie = &["azurerm_subnet_network_security_group_association"];
    let tie = b.world.pointing(tie, "subnet_id", resource).next()?;
    let link = b.world.link(tie, "network_security_group_id", NSGS)?;
    Some(nsgs.gate(b, link, tie.header, way))
}

/// Peerings count once both ends have one (Azure, "virtual network peering").
pub(crate) fn derive(b: &mut Builder<'_>) {
    let mut half: HashSet<(Box<str>, Box<str>)> = HashSet::new();
    let mut all: Vec<(Box<str>, Box<str>, &Resource)> = vec![];
    for peering in b.world.all(&["azurerm_virtual_network_peering"]) {
        let ends = ["virtual_network_name", "remote_virtual_network_id"].map(|path| {
            b.world
                .links(peering, path, NETWORKS, &["name"])
                .into_iter()
                .next()
                .and_then(Link::resource)
        });
        if let [Some(from), Some(to)] = ends.map(|end| end.map(|n| mark("vnet", n))) {
            half.insert((from.clone(), to.clone()));
            all.push((from, to, peering));
        }
    }
    for (from, to, peering) in all {
        let both = half.contains(&(to.clone(), from.clone()));
        let what =
            if both { "a peering of both networks" } else { "a peering of one network only" };
        b.estate.links.insert((from, to), Gate::is(both, what, peering.header));
    }
}
