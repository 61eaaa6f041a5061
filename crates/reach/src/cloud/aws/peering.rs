//! What lies between networks: peerings and transit gateways, with routes both ways.

use std::collections::BTreeMap;

use ringfort_model::cloud::Resource;
use ringfort_source::Span;

use super::routes::NETWORKS;
use crate::bits::Tri;
use crate::cloud::build::{Builder, fact};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, mark};

/// The networks that one connection ties, with where that is written.
struct Tie<'a> {
    networks: Vec<Box<str>>,
    hub: &'a Resource,
}

pub(crate) fn derive(b: &mut Builder<'_>) {
    let mut ties = vec![];
    for peering in b.world.all(&["aws_vpc_peering_connection"]) {
        let ends = ["vpc_id", "peer_vpc_id"].map(|path| b.world.link(peering, path, NETWORKS));
        let networks = ends.into_iter().flatten().filter_map(end).collect();
        ties.push(Tie { networks, hub: peering });
    }
    let mut hubs: BTreeMap<Box<str>, Tie<'_>> = BTreeMap::new();
    for spoke in b.world.all(&["aws_ec2_transit_gateway_vpc_attachment"]) {
        let hub = b.world.link(spoke, "transit_gateway_id", &["aws_ec2_transit_gateway"]);
        let (Some(Link::To(hub)), Some(end)) =
            (hub, b.world.link(spoke, "vpc_id", NETWORKS).and_then(end))
        else {
            continue;
        };
        let tie = hubs.entry(mark("hub", hub)).or_insert(Tie { networks: vec![], hub });
        tie.networks.push(end);
    }
    ties.extend(hubs.into_values());
    for tie in ties {
        connect(b, &tie);
    }
}

/// The mark of a network.
fn end(link: Link<'_>) -> Option<Box<str>> {
    match link {
        Link::To(network) => Some(mark("vpc", network)),
        Link::Text(id, _) => Some(format!("vpc:{id}").into()),
        Link::Unknown(..) => None,
    }
}

/// Ties each pair of networks. A route has to lead there and one back; without a route in the files nothing does.
fn connect(b: &mut Builder<'_>, tie: &Tie<'_>) {
    let routed: Vec<Option<Span>> =
        tie.networks.iter().map(|network| route(b, network, tie.hub)).collect();
    for (i, from) in tie.networks.iter().enumerate() {
        for (j, to) in tie.networks.iter().enumerate().filter(|(j, _)| *j != i) {
            let gate = |way: Option<&Option<Span>>, name: &str| match way {
                Some(Some(at)) => {
                    fact(Tri::Yes, &format!("a route {name} over {}", tie.hub.address), *at, "")
                }
                _ => fact(
                    Tri::No,
                    &format!("no route {name} over {}", tie.hub.address),
                    tie.hub.header,
                    "",
                ),
            };
            let gates = vec![gate(routed.get(i), "there"), gate(routed.get(j), "back")];
            b.estate.links.insert((from.clone(), to.clone()), Gate::All(gates));
        }
    }
}

/// A route in a table of `network` that leads over `hub`.
fn route(b: &Builder<'_>, network: &str, hub: &Resource) -> Option<Span> {
    const PATHS: [&str; 2] = ["vpc_peering_connection_id", "transit_gateway_id"];
    const TABLES: &[&str] = &["aws_route_table", "aws_default_route_table"];
    let kind = [&*hub.kind];
    let over = |from: &Resource, node: &ringfort_source::Node| {
        PATHS.iter().any(|path| {
            let links = b.world.links_in(from, node.at(path), &kind, &["id"]);
            links.iter().any(|l| l.resource().is_some_and(|r| std::ptr::eq(r, hub)))
        })
    };
    let in_network = |table: &Resource| {
        let path = if &*table.kind == "aws_default_route_table" {
            "default_route_table_id"
        } else {
            "vpc_id"
        };
        let links = b.world.links_in(table, table.at(path), NETWORKS, &["id"]);
        links.into_iter().filter_map(end).any(|n| *n == *network)
    };
    let inline =
        b.world.all(TABLES).filter(|t| in_network(t)).find_map(|table| {
            table.blocks("route").iter().find(|n| over(table, n)).map(|n| n.span)
        });
    let mut lone = b.world.all(&["aws_route"]);
    inline.or_else(|| {
        let found = lone.find(|route| {
            let table = b.world.link(
                route,
                "route_table_id",
                &["aws_route_table", "aws_default_route_table", "aws_vpc"],
            );
            let table = table.and_then(Link::resource);
            let here = |t: &Resource| in_network(t) || *mark("vpc", t) == *network;
            over(route, &route.attrs) && table.is_some_and(here)
        });
        found.map(|route| route.header)
    })
}
