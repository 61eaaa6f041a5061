//! Transit gateways: which attached network reaches which, by the gateway's own route tables.
//!
//! Source: Amazon VPC, "transit gateway route tables" (association, propagation, static routes, blackholes): the table that an
//! attachment is associated with decides where its packets go, the most specific route wins, a static one before a
//! propagated one.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::Span;

use super::peering::{End, Hub, route};
use super::routes::{NETWORKS, range_of};
use crate::address::Range;
use crate::bits::Tri;
use crate::cloud::build::{Builder, fact};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, is_data};

const GATEWAYS: &[&str] = &["aws_ec2_transit_gateway"];
const SPOKES: &[&str] = &["aws_ec2_transit_gateway_vpc_attachment"];
const TABLES: &[&str] = &["aws_ec2_transit_gateway_route_table", "aws_ec2_transit_gateway"];
const SPOKE: &str = "transit_gateway_attachment_id";
const TABLE: &str = "transit_gateway_route_table_id";

/// A network attached to a gateway.
struct Spoke<'a> {
    of: &'a Resource,
    end: End,
    range: Option<Range>,
}

/// A route table of a gateway.
#[derive(Clone, Copy)]
enum Table<'a> {
    /// One of its own, or the gateway for its default one.
    Of(&'a Resource),
    /// None: nothing leads anywhere.
    None,
    Unknown(&'static str),
}

/// An answer with what says so.
struct Told {
    state: Tri,
    what: String,
    at: Span,
    cause: &'static str,
}

pub(crate) fn derive(b: &mut Builder<'_>) {
    let mut hubs: Vec<(Hub<'_>, Vec<Spoke<'_>>)> = vec![];
    let mut loose: Vec<(End, Gate)> = vec![];
    let mut ends: Vec<End> = vec![];
    for spoke in b.world.all(SPOKES) {
        let network = b.world.link(spoke, "vpc_id", NETWORKS);
        let Some(end) = network.and_then(End::of) else { continue };
        ends.push(end.clone());
        let hub = match b.world.link(spoke, "transit_gateway_id", GATEWAYS) {
            Some(Link::To(hub)) => Hub::Known(hub),
            Some(Link::Text(id, _)) => Hub::Named(id, spoke),
            Some(Link::Unknown(cause, at)) => {
                let what = format!("the transit gateway of {}", spoke.address);
                loose.push((end, Gate::perhaps(what, at, b.told(at, cause))));
                continue;
            }
            None => continue,
        };
        let range = network.and_then(Link::resource).and_then(|n| range_of(n.at("cidr_block")));
        let spoke = Spoke { of: spoke, end, range };
        match hubs.iter_mut().find(|(other, _)| other.name() == hub.name()) {
            Some((_, spokes)) => spokes.push(spoke),
            None => hubs.push((hub, vec![spoke])),
        }
    }
    for (hub, spokes) in hubs {
        connect(b, hub, &spokes);
    }
    for (end, gate) in &loose {
        for other in ends.iter().filter(|other| *other != end) {
            perhaps(b, (end, other), gate);
            perhaps(b, (other, end), gate);
        }
    }
}

/// What may lie between two attached networks, as the gateway of one is not known: beside what is known to.
fn perhaps(b: &mut Builder<'_>, (from, to): (&End, &End), gate: &Gate) {
    let key = (from.network.clone(), to.network.clone());
    let known = b.estate.links.remove(&key);
    let all: Vec<Gate> = known.into_iter().chain([gate.clone()]).collect();
    b.estate.links.insert(key, Gate::Any(all));
}

/// Ties each pair of networks: routes in both, and routes of the gateway in both directions.
fn connect<'a>(b: &mut Builder<'a>, hub: Hub<'a>, spokes: &[Spoke<'a>]) {
    for from in spokes {
        for to in spokes.iter().filter(|to| to.end != from.end) {
            let mut gates = vec![route(b, &from.end, hub, "there"), route(b, &to.end, hub, "back")];
            for (one, other) in [(from, to), (to, from)] {
                let told = forwards(b, hub, one, other);
                gates.push(fact(told.state, &told.what, told.at, told.cause));
            }
            let key = (from.end.network.clone(), to.end.network.clone());
            b.estate.links.insert(key, Gate::All(gates));
        }
    }
}

/// Does the table that `from` is associated with lead to `to`?
fn forwards<'a>(b: &Builder<'a>, hub: Hub<'a>, from: &Spoke<'a>, to: &Spoke<'a>) -> Told {
    let told = |state, what: String, at: Span, cause| Told { state, what, at, cause };
    let here = from.of.header;
    let table = match associated(b, hub, from) {
        Table::Of(table) => table,
        Table::None => {
            return told(Tri::No, format!("{} is in no route table", from.of.address), here, "");
        }
        Table::Unknown(cause) => {
            return told(
                Tri::Maybe,
                format!("the route table of {}", from.of.address),
                here,
                cause,
            );
        }
    };
    let by_itself = propagated(b, hub, to, table);
    let fixed = by_hand(b, table, to);
    match (fixed, by_itself) {
        // A wider route gives way to the network's own range.
        (Some((false, told)), _) | (Some((true, told)), Tri::No) => told,
        (None, Tri::No) => {
            let what = format!("no route to {} in {}", to.of.address, table.address);
            told(Tri::No, what, table.header, "")
        }
        (_, state) => {
            let what = format!("{} is propagated to {}", to.of.address, table.address);
            told(state, what, to.of.header, "whether routes are propagated is not known")
        }
    }
}

/// The table that an attachment is associated with: one that is said, or the gateway's default one.
fn associated<'a>(b: &Builder<'a>, hub: Hub<'a>, spoke: &Spoke<'a>) -> Table<'a> {
    let ties = &["aws_ec2_transit_gateway_route_table_association"];
    if let Some(tie) = b.world.pointing(ties, SPOKE, spoke.of).next() {
        return match b.world.link(tie, TABLE, TABLES) {
            Some(Link::To(table)) if !is_data(table) => Table::Of(table),
            _ => Table::Unknown("the route table of the attachment is not in the files"),
        };
    }
    let Hub::Known(gateway) = hub else {
        return Table::Unknown("the transit gateway is not in the files");
    };
    let own = spoke.of.bool("transit_gateway_default_route_table_association", true);
    match (own, enabled(gateway, "default_route_table_association")) {
        (Value::Set(false, _), _) | (_, Tri::No) => Table::None,
        (Value::Unknown(..), _) | (_, Tri::Maybe) => {
            Table::Unknown("whether the default route table is used is not known")
        }
        _ => Table::Of(gateway),
    }
}

/// Is a setting of the gateway `enable`, as it is unless written?
fn enabled(gateway: &Resource, path: &str) -> Tri {
    if is_data(gateway) {
        return Tri::Maybe;
    }
    match gateway.text(path, "enable").known() {
        Some(word) => Tri::is(word == "enable"),
        None => Tri::Maybe,
    }
}

/// Is the range of `spoke` entered in `table` by itself?
fn propagated<'a>(b: &Builder<'a>, hub: Hub<'a>, spoke: &Spoke<'a>, table: &'a Resource) -> Tri {
    let ties = &["aws_ec2_transit_gateway_route_table_propagation"];
    let mut said = b.world.pointing(ties, SPOKE, spoke.of);
    if said.any(|tie| names(b, tie, table)) {
        return Tri::Yes;
    }
    let otherwise = if unsure(b, ties, spoke, table) { Tri::Maybe } else { Tri::No };
    let Hub::Known(gateway) = hub else { return Tri::Maybe };
    if !std::ptr::eq(gateway, table) {
        return otherwise;
    }
    let own = spoke.of.bool("transit_gateway_default_route_table_propagation", true);
    let own = own.known().map_or(Tri::Maybe, |on| Tri::is(*on));
    own.and(enabled(gateway, "default_route_table_propagation")).or(otherwise)
}

/// May one of `ties` be between `spoke` and `table`, as one end of it is not known?
fn unsure<'a>(
    b: &Builder<'a>,
    ties: &'a [&'a str],
    spoke: &Spoke<'a>,
    table: &'a Resource,
) -> bool {
    let may = |tie, path, kinds, target| match b.world.link(tie, path, kinds) {
        Some(Link::Unknown(..)) => true,
        link => link.and_then(Link::resource).is_some_and(|r| std::ptr::eq(r, target)),
    };
    let mut all = b.world.all(ties);
    all.any(|tie| may(tie, SPOKE, SPOKES, spoke.of) && may(tie, TABLE, TABLES, table))
}

/// Is `table` the one that `tie` is about?
fn names<'a>(b: &Builder<'a>, tie: &'a Resource, table: &'a Resource) -> bool {
    let link = b.world.link(tie, TABLE, TABLES).and_then(Link::resource);
    link.is_some_and(|t| std::ptr::eq(t, table))
}

/// What static routes of `table` say of `to`, and whether they are about more than it: the narrowest that holds all of it;
/// one that holds a part is a doubt.
fn by_hand<'a>(b: &Builder<'a>, table: &'a Resource, to: &Spoke<'a>) -> Option<(bool, Told)> {
    let mut found: Option<(u128, Told)> = None;
    for route in b.world.all(&["aws_ec2_transit_gateway_route"]) {
        let elsewhere = match b.world.link(route, TABLE, TABLES) {
            Some(Link::Unknown(..)) => Some("the table of a route is not known"),
            _ if names(b, route, table) => None,
            _ => continue,
        };
        let range = range_of(route.at("destination_cidr_block"));
        let (Some(range), Some(own)) = (range, to.range) else {
            let doubt = leads(b, route, to, Some("the range of a route is not known"));
            found = found.or(doubt.map(|told| (0, told)));
            continue;
        };
        if !range.overlaps(own) {
            continue;
        }
        let partly = "a route of the gateway is about a part of the network only";
        let cause = elsewhere.or((!range.contains(own)).then_some(partly));
        let Some(told) = leads(b, route, to, cause) else { continue };
        if found.as_ref().is_none_or(|(size, _)| range.size() < *size) {
            found = Some((range.size(), told));
        }
    }
    let own = to.range.map_or(u128::MAX, Range::size);
    found.map(|(size, told)| (size > own, told))
}

/// What one static route says of `to`; nothing where it leads to another network.
fn leads<'a>(
    b: &Builder<'a>,
    route: &'a Resource,
    to: &Spoke<'a>,
    cause: Option<&'static str>,
) -> Option<Told> {
    let what = format!("route {}", route.address);
    let state = |known| if cause.is_some() { Tri::Maybe } else { known };
    let cause = cause.unwrap_or("");
    if route.bool("blackhole", false).is(&true) {
        return Some(Told { state: state(Tri::No), what, at: route.header, cause });
    }
    let link = b.world.link(route, SPOKE, SPOKES)?;
    if let Link::Unknown(_, at) = link {
        let cause = "the attachment that a route leads to is not known";
        return Some(Told { state: Tri::Maybe, what, at, cause });
    }
    let here = std::ptr::eq(link.resource()?, to.of);
    here.then(|| Told { state: state(Tri::Yes), what, at: route.header, cause })
}
