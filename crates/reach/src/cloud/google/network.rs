//! VPC networks: which one something is in, its routes, and peerings.

use std::collections::HashSet;

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use crate::address::Range;
use crate::cloud::build::Builder;
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, World, is_data, mark};

pub(crate) const NETWORKS: &[&str] = &["google_compute_network"];
const SUBNETS: &[&str] = &["google_compute_subnetwork"];
const NAMES: &[&str] = &["name", "id", "self_link"];

/// The network that everybody starts with.
pub(crate) const DEFAULT: &str = "net:default";

/// A network by its mark, with its resource where files declare it; or why it is not known.
pub(crate) type Found<'a> = Result<(Box<str>, Option<&'a Resource>), Box<str>>;

/// The network that the attribute `at` of `owner` names.
pub(crate) fn named<'a>(world: World<'a>, owner: &'a Resource, at: At<'a>) -> Found<'a> {
    // A full name ends in the short one.
    if let Some(short) = at.str().and_then(|t| t.rsplit_once('/')).map(|(_, short)| short) {
        return Ok(called(world, owner, short));
    }
    match world.links_in(owner, at, NETWORKS, NAMES).into_iter().next() {
        None => Ok((DEFAULT.into(), None)),
        Some(Link::To(network)) if is_data(network) => match network.at("name").str() {
            Some(name) => Ok(called(world, owner, name)),
            None => Ok((mark("net", network), None)),
        },
        Some(Link::To(network)) => Ok((mark("net", network), Some(network))),
        Some(Link::Text(name, _)) => Ok(called(world, owner, name)),
        Some(Link::Unknown(cause, _)) => Err(cause.into()),
    }
}

fn called<'a>(world: World<'a>, owner: &Resource, name: &str) -> (Box<str>, Option<&'a Resource>) {
    let mut all = world.all(NETWORKS).filter(|r| r.root == owner.root && !is_data(r));
    match all.find(|r| r.at("name").str() == Some(name)) {
        Some(network) => (mark("net", network), Some(network)),
        None => (format!("net:{name}").into(), None),
    }
}

/// The network of an interface: named itself, or by its subnetwork.
pub(crate) fn of_card<'a>(
    world: World<'a>,
    owner: &'a Resource,
    card: &'a Node,
    party: &mut Party,
) -> Found<'a> {
    let subnet = world.links_in(owner, card.at("subnetwork"), SUBNETS, NAMES).into_iter().next();
    if let Some(own) = card.at("network_ip").str().and_then(Range::read) {
        party.addresses.push(own);
    }
    match subnet {
        Some(Link::To(subnet)) if !is_data(subnet) => {
            if party.addresses.is_empty() {
                party.addresses.extend(subnet.at("ip_cidr_range").str().and_then(Range::read));
            }
            named(world, subnet, subnet.at("network"))
        }
        Some(other) if card.at("network").is_absent() => Err(other.cause("subnetwork")),
        _ => named(world, owner, card.at("network")),
    }
}

/// A network routes to the internet unless its default routes are deleted and none is added.
pub(crate) fn route(b: &Builder<'_>, network: Option<&Resource>) -> Option<Gate> {
    let network = network?;
    let deleted = network.bool("delete_default_routes_on_create", false);
    if deleted.is(&false) {
        return None;
    }
    let own = mark("net", network);
    let mut routes = b.world.all(&["google_compute_route"]).filter(|route| {
        let to_internet = route
            .at("next_hop_gateway")
            .str()
            .is_some_and(|g| g.contains("default-internet-gateway"));
        let here = named(b.world, route, route.at("network")).is_ok_and(|(mark, _)| mark == own);
        to_internet && here
    });
    let what = "a route to the default internet gateway";
    Some(match (routes.next(), deleted.known()) {
        (Some(route), _) => Gate::is(true, what, route.header),
        (None, Some(_)) => {
            Gate::is(false, "no route to the internet: default routes are deleted", deleted.span())
        }
        (None, None) => {
            Gate::perhaps(what, deleted.span(), "whether default routes are deleted is not known")
        }
    })
}

/// Peerings count once both ends have one.
pub(crate) fn peerings(b: &mut Builder<'_>) {
    let mut half: HashSet<(Box<str>, Box<str>)> = HashSet::new();
    let mut all = vec![];
    for peering in b.world.all(&["google_compute_network_peering"]) {
        let [from, to] =
            ["network", "peer_network"].map(|p| named(b.world, peering, peering.at(p)));
        if let (Ok((from, _)), Ok((to, _))) = (from, to) {
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
