//! Route tables of subnets: which clients are answered straight to the Internet.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::nsg;
use crate::cloud::build::Builder;
use crate::cloud::filter::{Action, Filter, Rule};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, World, is_data, written};
use crate::ports::PortSet;

const TABLES: &[&str] = &["azurerm_route_table"];

/// A route: how narrow it is, and what it does to answers.
type Route = (u8, Rule);

/// Who in the subnet's eyes is answered directly; none where only the system routes hold. A route for 0.0.0.0/0 to anything
/// but the Internet takes away that the subnet is reached directly from there (Azure, "Virtual network traffic routing",
/// section "0.0.0.0/0 address prefix"), and `None` drops. The narrowest route decides.
pub(crate) fn answers<'a>(b: &mut Builder<'a>, subnet: Link<'a>) -> Option<Gate> {
    let subnet = subnet.resource().filter(|s| !is_data(s))?;
    let (link, at) = table_of(b.world, subnet)?;
    let table = match link {
        Link::To(table) if !is_data(table) => table,
        other => {
            return Some(Gate::perhaps("routes of the subnet", at, other.cause("route table")));
        }
    };
    let inline = written(table, "route");
    if let At::Unknown(node) = inline {
        return Some(Gate::perhaps("routes of the subnet", node.span, node.cause()));
    }
    let mut routes: Vec<Route> =
        inline.list().iter().map(|node| route(table, node, node.span)).collect();
    for own in b.world.facts.resources("azurerm_route") {
        let links = b.world.links(own, "route_table_name", TABLES, &["name"]);
        if links.iter().any(|l| l.resource().is_some_and(|t| std::ptr::eq(t, table))) {
            routes.push(route(table, &own.attrs, own.header));
        }
    }
    if routes.is_empty() {
        return None;
    }
    routes.sort_by_key(|(width, _)| std::cmp::Reverse(*width));
    let rules = routes.into_iter().map(|(_, rule)| rule).collect();
    let last = Some((Action::Allow, "the system route to the Internet".into(), table.header));
    Some(Gate::Filter(b.filter(Filter { rules, last })))
}

/// The table of a subnet, with what ties it; an attribute of the subnet in old code.
fn table_of<'a>(world: World<'a>, subnet: &'a Resource) -> Option<(Link<'a>, Span)> {
    let ties = &["azurerm_subnet_route_table_association"];
    let tie = world.pointing(ties, "subnet_id", subnet).next().unwrap_or(subnet);
    Some((world.link(tie, "route_table_id", TABLES)?, tie.header))
}

fn route(table: &Resource, node: &Node, at: Span) -> Route {
    let hop = node.at("next_hop_type").str();
    let action = match hop {
        Some(hop) if hop.eq_ignore_ascii_case("Internet") => Action::Allow,
        Some(_) => Action::Deny,
        None => Action::Either,
    };
    let prefix = node.at("address_prefix");
    let word = prefix.str().unwrap_or("of a prefix that is not known");
    let what = format!("route {word} to {} of {}", hop.unwrap_or("an unknown hop"), table.address);
    let peers = prefix.node().map(nsg::prefix).into_iter().collect();
    let mut rule = Rule::new(action, peers, PortSet::all(), &what, at);
    if action == Action::Either {
        rule.cause = Some("the next hop of a route is not known".into());
    }
    // Service tags are as narrow as what they stand for.
    let width = word.split_once('/').and_then(|(_, bits)| bits.parse().ok());
    (width.unwrap_or(u8::MAX), rule)
}
