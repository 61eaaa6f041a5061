//! Load balancers and application gateways whose target is not known, and what they can lead to.

use ringfort_model::cloud::Resource;
use ringfort_source::Span;

use super::balancer::{GATEWAY_TIES, NAT_TIES, POOL_TIES, POOLS};
use super::machine::{CARDS, Cards, closed_by_default};
use crate::cloud::build::Builder;
use crate::cloud::doubt::{Access, FRONT, Loose, spread};
use crate::cloud::endpoint::{EndpointId, Way};
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::Link;

const TARGETS: &[&str] = &[
    "azurerm_linux_virtual_machine",
    "azurerm_windows_virtual_machine",
    "azurerm_virtual_machine",
    "azurerm_linux_virtual_machine_scale_set",
    "azurerm_windows_virtual_machine_scale_set",
    "azurerm_orchestrated_virtual_machine_scale_set",
];
const CARD: &str = "network_interface_id";

/// Why a target is not known, and where it is written.
type Why<'a> = (&'a str, Span);

pub(crate) fn derive(b: &mut Builder<'_>, cards: &Cards) {
    for front in b.world.all(&["azurerm_lb"]) {
        // The client's address is kept, and what no group guards is open or closed by the SKU of the balancer.
        lead(
            b,
            front,
            of_balancer(b, front),
            || Access::Kept,
            |b, id, gate| {
                let open = cards.values().any(|card| card.endpoint == id && !card.guarded);
                let sku = open.then(|| closed_by_default(b, front));
                Gate::All([gate].into_iter().chain(sku).collect())
            },
        );
    }
    for front in b.world.all(&["azurerm_application_gateway"]) {
        let mut ties = b.world.pointing(GATEWAY_TIES, "backend_address_pool_id", front);
        let why = ties.find_map(|tie| top(b, tie, CARD, CARDS));
        lead(b, front, why, || Access::By(Party::default()), |_, _, gate| gate);
    }
}

fn lead<'a>(
    b: &mut Builder<'a>,
    front: &'a Resource,
    why: Option<Why<'a>>,
    access: impl Fn() -> Access,
    beside: impl Fn(&Builder<'a>, EndpointId, Gate) -> Gate,
) {
    let loose = why.map(|(cause, at)| Loose { front, cause, at, kinds: TARGETS, into: access() });
    spread(
        b,
        loose.into_iter().collect(),
        |_| None,
        |b, id, gate| {
            let gate = beside(b, id, gate);
            if let Some(endpoint) = b.endpoint_mut(id) {
                endpoint.ways.push(Way { through: vec![FRONT.into()], gate });
            }
        },
    );
}

fn top<'a>(b: &Builder<'a>, from: &'a Resource, path: &'a str, kinds: &[&str]) -> Option<Why<'a>> {
    let links = b.world.links(from, path, kinds, &["id"]);
    b.world.loose(from, path, links, &[])
}

/// The first pool of a rule, or interface behind one, that is not known.
fn of_balancer<'a>(b: &Builder<'a>, front: &'a Resource) -> Option<Why<'a>> {
    let mut rules = b.world.pointing(&["azurerm_lb_rule"], "loadbalancer_id", front);
    let pools = ["backend_address_pool_ids", "backend_address_pool_id"];
    let of_rule = |rule: &'a Resource| {
        pools.into_iter().find_map(|path| {
            let found = b.world.links(rule, path, POOLS, &["id"]);
            let mut found = found.into_iter().filter_map(Link::resource);
            top(b, rule, path, POOLS)
                .or_else(|| found.find_map(|p| tied(b, POOL_TIES, "backend_address_pool_id", p)))
        })
    };
    let mut nats = b.world.pointing(&["azurerm_lb_nat_rule"], "loadbalancer_id", front);
    rules.find_map(of_rule).or_else(|| nats.find_map(|nat| tied(b, NAT_TIES, "nat_rule_id", nat)))
}

/// The first interface that is not known, of those tied to `target`.
fn tied<'a>(
    b: &Builder<'a>,
    ties: &'a [&'a str],
    path: &'a str,
    target: &'a Resource,
) -> Option<Why<'a>> {
    b.world.pointing(ties, path, target).find_map(|tie| top(b, tie, CARD, CARDS))
}
