//! What lies between networks: peerings, with routes both ways. Transit gateways use the same routes.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::routes::NETWORKS;
use crate::bits::Tri;
use crate::cloud::build::{Builder, fact};
use crate::cloud::doubt::unknown;
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, is_data, mark, written};

const TABLES: &[&str] = &["aws_route_table", "aws_default_route_table"];
const OWNERS: &[&str] =
    &["aws_route_table", "aws_default_route_table", "aws_vpc", "aws_default_vpc"];

/// Where a route names such a gateway.
const GATEWAYS: [&str; 2] = ["vpc_peering_connection_id", "transit_gateway_id"];

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
    if let Some((cause, at)) = inline_unknown(b, end).or_else(|| lone_unknown(b, end, hub)) {
        return fact(Tri::Maybe, &format!("a route {way} over {name}"), at, &b.told(at, cause));
    }
    if end.own {
        return fact(Tri::No, &format!("no route {way} over {name}"), at, "");
    }
    let cause = "the route tables of the network are not in the files";
    fact(Tri::Maybe, &format!("a route {way} over {name}"), at, cause)
}

fn leads<'a>(b: &Builder<'a>, from: &'a Resource, node: &'a Node, hub: Hub<'a>) -> bool {
    GATEWAYS.iter().any(|path| hub.is_named(b, from, node.at(path)))
}

/// Why it is not known over which gateway a route leads.
fn loose<'a>(b: &Builder<'a>, from: &'a Resource, node: &'a Node) -> Option<(&'a str, Span)> {
    GATEWAYS.iter().find_map(|path| {
        let kinds = &["aws_vpc_peering_connection", "aws_ec2_transit_gateway"];
        let links = b.world.links_in(from, node.at(path), kinds, &["id"]);
        b.world.loose(from, path, links, &[])
    })
}

fn is_of(b: &Builder<'_>, table: &Resource, end: &End) -> bool {
    let default = &*table.kind == "aws_default_route_table";
    let path = if default { "default_route_table_id" } else { "vpc_id" };
    let links = b.world.links_in(table, table.at(path), NETWORKS, &["id"]);
    links.into_iter().filter_map(End::of).any(|e| e.network == end.network)
}

/// A route of a table of `end` whose gateway is not known.
fn inline_unknown<'a>(b: &Builder<'a>, end: &End) -> Option<(&'a str, Span)> {
    let mut own = b.world.all(TABLES).filter(|t| is_of(b, t, end));
    own.find_map(|table| {
        let mut routes = table.blocks("route").iter();
        unknown(written(table, "route")).or_else(|| routes.find_map(|n| loose(b, table, n)))
    })
}

/// A route in a resource of its own, of which the table or the gateway is not known.
fn lone_unknown<'a>(b: &Builder<'a>, end: &End, hub: Hub<'a>) -> Option<(&'a str, Span)> {
    b.world.all(&["aws_route"]).find_map(|route| {
        match b.world.link(route, "route_table_id", OWNERS)? {
            Link::To(table) if is_table(b, table, end) => loose(b, route, &route.attrs),
            Link::Unknown(cause, at) if leads(b, route, &route.attrs, hub) => Some((cause, at)),
            Link::Unknown(..) => loose(b, route, &route.attrs),
            _ => None,
        }
    })
}

/// Is it a table of `end`, or `end` itself, which stands for its main table?
fn is_table(b: &Builder<'_>, table: &Resource, end: &End) -> bool {
    is_of(b, table, end) || mark("vpc", table) == end.network
}

fn inline<'a>(b: &Builder<'a>, end: &End, hub: Hub<'a>) -> Option<Span> {
    let mut own = b.world.all(TABLES).filter(|t| is_of(b, t, end));
    own.find_map(|table| {
        table.blocks("route").iter().find(|n| leads(b, table, n, hub)).map(|n| n.span)
    })
}

fn lone<'a>(b: &Builder<'a>, end: &End, hub: Hub<'a>) -> Option<Span> {
    let mut all = b.world.all(&["aws_route"]);
    let found = all.find(|route| {
        let table = b.world.link(route, "route_table_id", OWNERS).and_then(Link::resource);
        leads(b, route, &route.attrs, hub) && table.is_some_and(|t| is_table(b, t, end))
    });
    found.map(|route| route.header)
}
