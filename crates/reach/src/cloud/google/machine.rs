//! Instances, and groups of instances from a template.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::firewall::{Firewalls, Way, account};
use super::network::{self, Found};
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{Provider, Sort, Way as Path};
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::Link;

pub(crate) const GROUPS: &[&str] =
    &["google_compute_instance_group_manager", "google_compute_region_instance_group_manager"];
const TEMPLATES: &[&str] =
    &["google_compute_instance_template", "google_compute_region_instance_template"];

pub(crate) fn derive<'a>(b: &mut Builder<'a>, walls: &mut Firewalls<'a>) {
    for instance in b.world.all(&["google_compute_instance"]) {
        let draft = draft(b, walls, instance);
        b.add(instance, draft);
    }
    for group in b.world.all(GROUPS) {
        let link = b.world.links(group, "version.instance_template", TEMPLATES, &["name", "id"]);
        let draft = match link.into_iter().next() {
            Some(Link::To(template)) => draft(b, walls, template),
            other => {
                let cause = other.map_or("it has no template".into(), |l| l.cause("template"));
                let gate = Gate::perhaps("its template", group.header, cause);
                Draft::new(Provider::Google, Sort::Machine).way(&["external address"], vec![gate])
            }
        };
        b.add(group, draft);
    }
}

/// An instance, or what a template makes.
fn draft<'a>(b: &mut Builder<'a>, walls: &mut Firewalls<'a>, instance: &'a Resource) -> Draft {
    let mut draft = Draft::new(Provider::Google, Sort::Machine);
    tell(b, instance, instance.at("tags"), instance.at("service_account.email"), &mut draft.party);
    let cards = match instance.at("network_interface") {
        At::Unknown(node) => {
            let gate = Gate::perhaps("its network interfaces", node.span, node.cause());
            return draft.way(&["external address"], vec![gate]);
        }
        at => at.list(),
    };
    let (mut into, mut out) = (vec![], vec![]);
    for card in cards {
        let found = network::of_card(b.world, instance, card, &mut draft.party);
        let (ingress, egress) = walls_of(b, walls, instance, &found);
        let resource = found.as_ref().ok().and_then(|(_, r)| *r);
        draft.network = draft.network.or_else(|| found.ok().map(|(mark, _)| mark));
        let mut gates = vec![external(card)];
        if card.at("ipv6_access_config").is_absent() {
            gates.push(b.version_4(card.span));
        }
        gates.extend(network::route(b, resource));
        gates.push(ingress.clone());
        draft.ways.push(Path { through: vec!["external address".into()], gate: Gate::All(gates) });
        into.push(ingress);
        out.push(egress);
    }
    (draft.inner, draft.outer) = (one(into), one(out));
    draft
}

fn one(mut gates: Vec<Gate>) -> Gate {
    if gates.len() == 1 { gates.pop().unwrap_or(Gate::All(vec![])) } else { Gate::Any(gates) }
}

/// Its tags and its account: what rules can know it by.
pub(crate) fn tell<'a>(
    b: &Builder<'a>,
    owner: &'a Resource,
    tags: At<'a>,
    mail: At<'a>,
    party: &mut Party,
) {
    match tags {
        At::Unknown(node) => party.open.push(("tag", node.cause().into())),
        at => {
            for node in at.list() {
                match node.as_str() {
                    Some(tag) => {
                        party.marks.insert(format!("tag:{tag}").into());
                    }
                    None => party.open.push(("tag", node.cause().into())),
                }
            }
        }
    }
    for link in b.world.links_in(owner, mail, &["google_service_account"], &["email"]) {
        match account(link) {
            Ok(mark) => {
                party.marks.insert(mark);
            }
            Err(cause) => party.open.push(("account", cause)),
        }
    }
}

/// The firewall of the network, in and out.
pub(crate) fn walls_of<'a>(
    b: &mut Builder<'a>,
    walls: &mut Firewalls<'a>,
    user: &'a Resource,
    found: &Found<'a>,
) -> (Gate, Gate) {
    match found {
        Ok((mark, resource)) => {
            let into = walls.gate(b, mark, *resource, user, Way::Ingress);
            (into, walls.gate(b, mark, *resource, user, Way::Egress))
        }
        Err(cause) => {
            let gate = Gate::perhaps("the firewall of its network", user.header, cause.clone());
            (gate.clone(), gate)
        }
    }
}

/// An interface has an external address where it has an access configuration.
fn external(card: &Node) -> Gate {
    match card.at("access_config") {
        At::Unknown(node) => Gate::perhaps("an external address", node.span, node.cause()),
        At::Set(node) if !node.one_or_many().is_empty() => {
            Gate::is(true, "an external address (access_config)", node.span)
        }
        _ => Gate::is(false, "no external address (access_config)", card.span),
    }
}
