//! What lies between networks: peerings, with routes both ways. Transit gateways use the same routes.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::routes::NETWORKS;
use crate::bits::Tri;
use crate::cloud::build::{Builder, fact};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, is_data, mark};

const TABLES: &[&str] = &["aws_route_table", "aws_default_route_table"];
const OWNERS: &[&str] =
    &["aws_route_table", "aws_default_route_table", "aws_vpc", "aws_default_vpc"];

/// A network that a connection ties.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct End {
    /// Its mark.
    pub(crate) network: Box<str>,
    /// Is it in the files? Of one that is not, the route tables may be elsewhere.
    pub(crate) own: bool,
}

impl End {
    /// The network behind `link`; none where it is not known.
    pub(crate) fn of(link: Link<'_>) -> Option<Self> {
        match link {
            Link::To(network) => {
                Some(Self { network: mark("vpc", network), own: !is_data(network) })
            }
            Link::Text(id, _) => Some(Self { network: format!("vpc:{id}").into(), own: false }),
            Link::Unknown(..) => None,
        }
    }
}

/// What a route names as its target: a resource, or the id of one that is not in the files.
#[derive(Clone, Copy)]
pub(crate) enum Hub<'a> {
    /// In the files, or looked up.
    Known(&'a Resource),
    /// By its id.
    Named(&'a str, &'a Resource),
}

impl<'a> Hub<'a> {
    /// As messages name it.
    pub(crate) fn name(self) -> &'a str {
        match self {
            Hub::Known(hub) => hub.address.as_str(),
            Hub::Named(id, _) => id,
        }
    }

    /// Where what is missing would be written.
    fn at(self) -> &'a Resource {
        let (Hub::Known(hub) | Hub::Named(_, hub)) = self;
        hub
    }

    /// Does `at`, an attribute of `from`, name it?
    fn is_named(self, b: &Builder<'a>, from: &'a Resource, at: At<'a>) -> bool {
        let kinds: &[&str] = &["aws_vpc_peering_connection", "aws_ec2_transit_gateway"];
        let links = b.world.links_in(from, at, kinds, &["id"]);
        links.into_iter().any(|link| match (self, link) {
            (Hub::Known(hub), Link::To(other)) => std::ptr::eq(hub, other),
            (Hub::Named(id, _), Link::Text(other, _)) => id == other,
            _ => false,
        })
    }
}

pub(crate) fn derive(b: &mut Builder<'_>) {
    for peering in b.world.all(&["aws_vpc_peering_connection"]) {
        let ends = ["vpc_id", "peer_vpc_id"].map(|path| b.world.link(peering, path, NETWORKS));
        let [Some(one), Some(other)] = ends.map(|link| link.and_then(End::of)) else { continue };
        let hub = Hub::Known(peering);
        for (from, to) in [(&one, &other), (&other, &one)] {
            let gates = vec![route(b, from, hub, "there"), route(b, to, hub, "back")];
            let key = (from.network.clone(), to.network.clone());
            b.estate.links.insert(key, Gate::All(gates));
        }
    }
}

/// A route in a table of `end` that leads over `hub`. Without one in the files nothing does, unless the network is
/// elsewhere.
pub(crate) fn route<'a>(b: &Builder<'a>, end: &End, hub: Hub<'a>, way: &str) -> Gate {
    let name = hub.name();
    if let Some(at) = inline(b, end, hub).or_else(|| lone(b, end, hub)) {
        return fact(Tri::Yes, &format!("a route {way} over {name}"), at, "");
    }
    let at = hub.at().header;
    if end.own {
        return fact(Tri::No, &format!("no route {way} over {name}"), at, "");
    }
    let cause = "the route tables of the network are not in the files";
    fact(Tri::Maybe, &format!("a route {way} over {name}"), at, cause)
}

fn leads<'a>(b: &Builder<'a>, from: &'a Resource, node: &'a Node, hub: Hub<'a>) -> bool {
    let paths = ["vpc_peering_connection_id", "transit_gateway_id"];
    paths.iter().any(|path| hub.is_named(b, from, node.at(path)))
}

fn is_of(b: &Builder<'_>, table: &Resource, end: &End) -> bool {
    let default = &*table.kind == "aws_default_route_table";
    let path = if default { "default_route_table_id" } else { "vpc_id" };
    let links = b.world.links_in(table, table.at(path), NETWORKS, &["id"]);
    links.into_iter().filter_map(End::of).any(|e| e.network == end.network)
}

fn inline<'a>(b: &Builder<'a>, end: &End, hub: Hub<'a>) -> Option<ringfort_source::Span> {
    let mut own = b.world.all(TABLES).filter(|t| is_of(b, t, end));
    own.find_map(|table| {
        table.blocks("route").iter().find(|n| leads(b, table, n, hub)).map(|n| n.span)
    })
}

fn lone<'a>(b: &Builder<'a>, end: &End, hub: Hub<'a>) -> Option<ringfort_source::Span> {
    let mut all = b.world.all(&["aws_route"]);
    let found = all.find(|route| {
        let table = b.world.link(route, "route_table_id", OWNERS).and_then(Link::resource);
        let here = |t: &Resource| is_of(b, t, end) || mark("vpc", t) == end.network;
        leads(b, route, &route.attrs, hub) && table.is_some_and(here)
    });
    found.map(|route| route.header)
}
