//! Load balancers: their listeners, and the targets behind those.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::Node;

use super::Aws;
use super::groups::{Fallback, GROUPS};
use super::place::{Public, Seat};
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{EndpointId, Sort, Way};
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, World};
use crate::ports::{PortSet, Protocol};

pub(crate) const BALANCERS: &[&str] = &["aws_lb", "aws_alb"];
pub(crate) const LISTENERS: &[&str] = &["aws_lb_listener", "aws_alb_listener"];
pub(crate) const RULES: &[&str] = &["aws_lb_listener_rule", "aws_alb_listener_rule"];
pub(crate) const TARGETS: &[&str] = &["aws_lb_target_group", "aws_alb_target_group"];
pub(crate) const ATTACHMENTS: &[&str] =
    &["aws_lb_target_group_attachment", "aws_alb_target_group_attachment"];
const SUBNETS: &[&str] = super::routes::SUBNETS;

/// A door of a balancer: where it listens, and what is behind.
#[derive(Debug)]
struct Listener {
    port: PortSet,
    name: String,
    behind: Vec<Target>,
}

/// A target with its port.
#[derive(Debug)]
struct Target {
    id: EndpointId,
    port: PortSet,
    /// Does it see the client's address?
    seen: bool,
}

/// What a balancer passes on, and as whom.
#[derive(Debug)]
pub(crate) struct Passage {
    party: Party,
    listeners: Vec<Listener>,
    /// The way over an internet gateway.
    own: Option<Gate>,
}

impl Passage {
    /// The ports of all its listeners.
    pub(crate) fn ports(&self) -> PortSet {
        self.listeners.iter().fold(PortSet::none(), |all, l| all.or(&l.port))
    }

    /// As whom it connects.
    pub(crate) fn party(&self) -> &Party {
        &self.party
    }

    /// How many listeners it has.
    pub(crate) fn doors(&self) -> usize {
        self.listeners.len()
    }
}

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>) {
    let (modern, classic): (Vec<_>, Vec<_>) =
        (b.world.all(BALANCERS).collect(), b.world.all(&["aws_elb"]).collect());
    let mut added = vec![];
    for balancer in modern {
        let network = is_network(balancer);
        let doors: Vec<&Resource> = listeners_of(b.world, balancer).collect();
        let ports = doors.iter().map(|l| door(l, network).0).fold(PortSet::none(), |a, p| a.or(&p));
        let seat = modern_seat(b, balancer, network);
        added.push((balancer, add(b, aws, balancer, seat, &ports)));
    }
    for balancer in classic {
        let subnets = b.world.links(balancer, "subnets", SUBNETS, &["id"]);
        let groups = b.world.links(balancer, "security_groups", GROUPS, &["id", "name"]);
        let public = scheme(balancer);
        let seat = Seat { public, spread: true, ..Seat::new(balancer, subnets, groups) };
        let ports = balancer.blocks("listener").iter().map(|n| classic_port(n, "lb_port").0);
        let ports = ports.fold(PortSet::none(), |a, p| a.or(&p));
        added.push((balancer, add(b, aws, balancer, seat, &ports)));
    }
    // What is behind may be a balancer itself: each is there by now.
    for (balancer, id) in &added {
        let listeners = match &*balancer.kind {
            "aws_elb" => classic_listeners(b, balancer),
            _ => listeners(b, balancer, is_network(balancer)),
        };
        if let Some(passage) = aws.passages.get_mut(id) {
            passage.listeners = listeners;
        }
    }
    for (_, id) in added {
        let Some(gate) = aws.passages.get(&id).and_then(|p| p.own.clone()) else { continue };
        pass_on(
            b,
            aws,
            id,
            &Arrival { through: vec![], gate, by: None, over_private_link: false },
            0,
        );
    }
}

/// Adds the balancer, with nothing behind it yet.
fn add<'a>(
    b: &mut Builder<'a>,
    aws: &mut Aws<'a>,
    balancer: &'a Resource,
    seat: Seat<'a>,
    ports: &PortSet,
) -> EndpointId {
    let draft = with_ports(aws.draft(b, Sort::Balancer, seat), ports, balancer);
    let own = draft.ways.first().map(|way| way.gate.clone());
    let passage = Passage { party: draft.party.clone(), listeners: vec![], own };
    let id = b.add(balancer, draft);
    aws.passages.insert(id, passage);
    id
}

/// A connection on its way into the estate.
pub(crate) struct Arrival {
    /// What it led through.
    pub(crate) through: Vec<Box<str>>,
    /// Whether it gets to where it is now.
    pub(crate) gate: Gate,
    /// Who makes it, if not the client itself.
    pub(crate) by: Option<Party>,
    /// Does it come over `PrivateLink`? What is behind a balancer then never sees who makes it.
    pub(crate) over_private_link: bool,
}

/// How many balancers may stand one behind the other: a network balancer before another one, behind a front.
const DEPTH: u8 = 4;

/// Adds `arrival` as a way to `target`, and to what is behind that.
pub(crate) fn arrive(b: &mut Builder<'_>, aws: &Aws<'_>, target: EndpointId, arrival: &Arrival) {
    enter(b, aws, target, arrival, 0);
}

fn enter(b: &mut Builder<'_>, aws: &Aws<'_>, target: EndpointId, arrival: &Arrival, depth: u8) {
    let Some(endpoint) = b.endpoint_mut(target) else { return };
    endpoint.ways.push(Way { through: arrival.through.clone(), gate: arrival.gate.clone() });
    pass_on(b, aws, target, arrival, depth);
}

/// Adds the ways through the balancer `id`, for what comes to it by `arrival`.
fn pass_on(b: &mut Builder<'_>, aws: &Aws<'_>, id: EndpointId, arrival: &Arrival, depth: u8) {
    let Some(passage) = aws.passages.get(&id).filter(|_| depth < DEPTH) else { return };
    for listener in &passage.listeners {
        for target in listener.behind.iter().filter(|t| t.id != id) {
            if let Some(next) = step(b, passage, listener, target, arrival) {
                enter(b, aws, target.id, &next, depth + 1);
            }
        }
    }
}

/// The arrival at a target: the balancer connects for the client, whose address the target may see.
fn step(
    b: &mut Builder<'_>,
    passage: &Passage,
    listener: &Listener,
    target: &Target,
    arrival: &Arrival,
) -> Option<Arrival> {
    let inner = b.endpoint_mut(target.id)?.inner.clone();
    let (own, ports) = (passage.party.clone(), listener.port.clone());
    let door = Gate::Door { own, gate: Box::new(arrival.gate.clone()), ports };
    let seen = target.seen && !arrival.over_private_link;
    let who = if seen { passage.party.hidden() } else { passage.party.clone() };
    let by = Gate::By { party: who, gate: Box::new(inner.clone()) };
    let into = match &arrival.by {
        _ if !seen => by,
        None => Gate::Any(vec![inner, by]),
        Some(client) => {
            let gate = Box::new(Gate::Any(vec![inner, by]));
            Gate::By { party: client.clone(), gate }
        }
    };
    let mut through = arrival.through.clone();
    through.push(listener.name.clone().into());
    let gate = Gate::All(vec![door, into, Gate::ports(target.port.clone())]);
    let by = if seen { arrival.by.clone() } else { Some(passage.party.clone()) };
    Some(Arrival { through, gate, by, over_private_link: false })
}

/// Only where a listener is.
fn with_ports(mut draft: Draft, ports: &PortSet, balancer: &Resource) -> Draft {
    let listens = if ports.is_empty() {
        Gate::is(false, "no listener of it is in the files", balancer.header)
    } else {
        Gate::ports(ports.clone())
    };
    let only = |gate: Gate| Gate::All(vec![gate, listens.clone()]);
    draft.inner = only(draft.inner);
    let ways = std::mem::take(&mut draft.ways).into_iter();
    draft.ways = ways.map(|way| Way { gate: only(way.gate), ..way }).collect();
    draft
}

fn scheme(balancer: &Resource) -> Public {
    match balancer.bool("internal", false) {
        Value::Unknown(at, cause) => Public::Unknown(cause, at),
        value => {
            let internal = value.is(&true);
            let what = if internal {
                "an internal load balancer"
            } else {
                "a load balancer for the internet"
            };
            Public::Is(!internal, what.into(), value.span())
        }
    }
}

fn modern_seat<'a>(b: &Builder<'a>, balancer: &'a Resource, network: bool) -> Seat<'a> {
    let mut subnets = b.world.links(balancer, "subnets", SUBNETS, &["id"]);
    for mapping in balancer.blocks("subnet_mapping") {
        subnets.extend(b.world.links_in(balancer, mapping.at("subnet_id"), SUBNETS, &["id"]));
    }
    let groups = b.world.links(balancer, "security_groups", GROUPS, &["id", "name"]);
    let public = scheme(balancer);
    let mut seat = Seat { public, spread: true, ..Seat::new(balancer, subnets, groups) };
    // A network load balancer without groups filters nothing.
    if network {
        seat.groups.default = Some((Fallback::None, balancer.header));
    }
    seat
}

pub(crate) fn is_network(balancer: &Resource) -> bool {
    balancer.at("load_balancer_type").str() == Some("network")
}

pub(crate) fn listeners_of<'a>(
    world: World<'a>,
    balancer: &'a Resource,
) -> impl Iterator<Item = &'a Resource> {
    world.pointing(LISTENERS, "load_balancer_arn", balancer)
}

/// The ports of a listener, and the words for them.
fn door(listener: &Resource, network: bool) -> (PortSet, String) {
    let protocol = listener.at("protocol").str().unwrap_or(if network { "TCP" } else { "HTTP" });
    let port = listener.int("port", 80);
    (on(protocol, &port), port.known().map_or_else(|| "a port".to_owned(), |p| format!("port {p}")))
}

/// The balancer that a listener belongs to, and the ports it listens on.
pub(crate) fn of_listener<'a>(
    b: &Builder<'a>,
    listener: &'a Resource,
) -> Option<(EndpointId, PortSet)> {
    let balancer = b.world.link(listener, "load_balancer_arn", BALANCERS)?.resource()?;
    Some((b.endpoint_of(balancer)?, door(listener, is_network(balancer)).0))
}

fn listeners<'a>(b: &Builder<'a>, balancer: &'a Resource, network: bool) -> Vec<Listener> {
    let mut found = vec![];
    for listener in listeners_of(b.world, balancer) {
        let (port, word) = door(listener, network);
        let mut groups = forwards(b.world, listener, listener.blocks("default_action"));
        for rule in b.world.pointing(RULES, "listener_arn", listener) {
            groups.extend(forwards(b.world, rule, rule.blocks("action")));
        }
        let behind = groups.into_iter().flat_map(|group| targets(b, group, network)).collect();
        let name = format!("{} {word}", balancer.address);
        found.push(Listener { port, name, behind });
    }
    found
}

fn on(protocol: &str, port: &Value<i64>) -> PortSet {
    let kinds: &[Protocol] = match protocol {
        "UDP" | "QUIC" => &[Protocol::Udp],
        "TCP_UDP" => &[Protocol::Tcp, Protocol::Udp],
        _ => &[Protocol::Tcp],
    };
    let one = |p: &Protocol| match port.known() {
        Some(port) => PortSet::one(*p, *port),
        None => PortSet::every(*p),
    };
    kinds.iter().map(one).fold(PortSet::none(), |a, b| a.or(&b))
}

/// The target groups that actions forward to.
fn forwards<'a>(world: World<'a>, of: &'a Resource, actions: &'a [Node]) -> Vec<&'a Resource> {
    let mut found = vec![];
    for action in actions {
        let nested = action.at("forward.target_group").list();
        let all = nested.iter().map(|n| n.at("arn")).chain([action.at("target_group_arn")]);
        for at in all {
            let links = world.links_in(of, at, TARGETS, &["arn", "name"]);
            found.extend(links.into_iter().filter_map(Link::resource));
        }
    }
    found
}

/// The targets of a group, each with its port.
fn targets<'a>(b: &Builder<'a>, group: &'a Resource, network: bool) -> Vec<Target> {
    let protocol = group.at("protocol").str().unwrap_or("TCP");
    let own = on(protocol, &group.int("port", 80));
    let seen = network && sees_client(group, protocol);
    let mut found = vec![];
    for tie in b.world.pointing(ATTACHMENTS, "target_group_arn", group) {
        let kinds = &["aws_instance", "aws_lb", "aws_alb"];
        let port = match tie.int("port", 0) {
            Value::Default(..) => own.clone(),
            value => on(protocol, &value),
        };
        let links = b.world.links(tie, "target_id", kinds, &["id", "private_ip", "arn"]);
        let all = links.into_iter().filter_map(|l| b.endpoint_of(l.resource()?));
        found.extend(all.map(|id| Target { id, port: port.clone(), seen }));
    }
    for scaling in b.world.pointing(&["aws_autoscaling_group"], "target_group_arns", group) {
        found.extend(b.endpoint_of(scaling).map(|id| Target { id, port: own.clone(), seen }));
    }
    for tie in b.world.pointing(&["aws_autoscaling_attachment"], "lb_target_group_arn", group) {
        let links =
            b.world.links(tie, "autoscaling_group_name", &["aws_autoscaling_group"], &["name"]);
        let all = links.into_iter().filter_map(|l| b.endpoint_of(l.resource()?));
        found.extend(all.map(|id| Target { id, port: own.clone(), seen }));
    }
    for service in b.world.pointing(&["aws_ecs_service"], "load_balancer.target_group_arn", group) {
        let port = on(protocol, &Value::int(service.at("load_balancer.container_port"), 80));
        found.extend(b.endpoint_of(service).map(|id| Target { id, port, seen }));
    }
    found
}

/// Instances see the client's address unless that is turned off, balancers always, addresses only over UDP (Elastic Load
/// Balancing, "client IP preservation").
fn sees_client(group: &Resource, protocol: &str) -> bool {
    let kind = group.at("target_type").str().unwrap_or("instance");
    if kind == "alb" {
        return true;
    }
    let instance = kind == "instance";
    let udp = matches!(protocol, "UDP" | "TCP_UDP" | "QUIC" | "TCP_QUIC");
    match group.bool("preserve_client_ip", instance) {
        Value::Set(told, _) => told || udp,
        Value::Default(..) | Value::Unknown(..) => instance || udp,
    }
}

fn classic_listeners<'a>(b: &Builder<'a>, balancer: &'a Resource) -> Vec<Listener> {
    let kinds = &["aws_instance"];
    let mut targets: Vec<EndpointId> = vec![];
    let named = b.world.links(balancer, "instances", kinds, &["id"]);
    targets.extend(named.into_iter().filter_map(|l| b.endpoint_of(l.resource()?)));
    for tie in b.world.pointing(&["aws_elb_attachment"], "elb", balancer) {
        let links = b.world.links(tie, "instance", kinds, &["id"]);
        targets.extend(links.into_iter().filter_map(|l| b.endpoint_of(l.resource()?)));
    }
    for scaling in b.world.pointing(&["aws_autoscaling_group"], "load_balancers", balancer) {
        targets.extend(b.endpoint_of(scaling));
    }
    let read = |node: &Node| {
        let ((outer, word), (inner, _)) =
            (classic_port(node, "lb_port"), classic_port(node, "instance_port"));
        let behind = targets.iter().map(|id| Target { id: *id, port: inner.clone(), seen: false });
        let name = format!("{} {word}", balancer.address);
        Listener { port: outer, name, behind: behind.collect() }
    };
    balancer.blocks("listener").iter().map(read).collect()
}

/// A port of a classic listener, and the words for it.
fn classic_port(node: &Node, name: &str) -> (PortSet, String) {
    let port = Value::int(node.at(name), 80);
    (on("TCP", &port), port.known().map_or_else(|| "a port".to_owned(), |p| format!("port {p}")))
}
