//! Load balancers: their listeners, and the targets behind those.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::Node;

use super::Aws;
use super::groups::{Fallback, GROUPS};
use super::place::{Public, Seat};
use crate::cloud::build::{Builder, Draft};
use crate::cloud::endpoint::{EndpointId, Sort, Way};
use crate::cloud::gate::Gate;
use crate::cloud::link::{Link, World};
use crate::ports::{PortSet, Protocol};

const BALANCERS: &[&str] = &["aws_lb", "aws_alb"];
const LISTENERS: &[&str] = &["aws_lb_listener", "aws_alb_listener"];
const RULES: &[&str] = &["aws_lb_listener_rule", "aws_alb_listener_rule"];
const TARGETS: &[&str] = &["aws_lb_target_group", "aws_alb_target_group"];
const SUBNETS: &[&str] = super::routes::SUBNETS;

/// A door of a balancer: where it listens, and what is behind.
struct Listener {
    port: PortSet,
    name: String,
    /// Targets with their port, and whether they see the client's address.
    behind: Vec<(EndpointId, PortSet, bool)>,
}

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>) {
    for balancer in b.world.all(BALANCERS) {
        let network = balancer.at("load_balancer_type").str() == Some("network");
        let listeners = listeners(b, balancer, network);
        let seat = modern(b, balancer, network);
        add(b, aws, balancer, seat, &listeners);
    }
    for balancer in b.world.all(&["aws_elb"]) {
        let listeners = classic_listeners(b, balancer);
        let subnets = b.world.links(balancer, "subnets", SUBNETS, &["id"]);
        let groups = b.world.links(balancer, "security_groups", GROUPS, &["id", "name"]);
        let public = scheme(balancer);
        let seat = Seat { public, spread: true, ..Seat::new(balancer, subnets, groups) };
        add(b, aws, balancer, seat, &listeners);
    }
}

/// Adds the balancer, and the way through it to each target.
fn add<'a>(
    b: &mut Builder<'a>,
    aws: &mut Aws<'a>,
    balancer: &'a Resource,
    seat: Seat<'a>,
    listeners: &[Listener],
) {
    let draft = aws.draft(b, Sort::Balancer, seat);
    let ports = listeners.iter().fold(PortSet::none(), |all, l| all.or(&l.port));
    let draft = with_ports(draft, &ports, balancer);
    let (party, ways) = (draft.party.clone(), draft.ways.clone());
    b.add(balancer, draft);
    let Some(first) = ways.first() else { return };
    for listener in listeners {
        for (target, ports, seen) in &listener.behind {
            let Some(endpoint) = b.endpoint_mut(*target) else { continue };
            let door = Gate::Door {
                own: party.clone(),
                gate: Box::new(first.gate.clone()),
                ports: listener.port.clone(),
            };
            let inner = endpoint.inner.clone();
            let who = if *seen { party.hidden() } else { party.clone() };
            let by = Gate::By { party: who, gate: Box::new(inner.clone()) };
            let into = if *seen { Gate::Any(vec![inner, by]) } else { by };
            let gate = Gate::All(vec![door, into, Gate::ports(ports.clone())]);
            let through = vec![listener.name.clone().into()];
            endpoint.ways.push(Way { through, gate });
        }
    }
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

fn modern<'a>(b: &Builder<'a>, balancer: &'a Resource, network: bool) -> Seat<'a> {
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

fn listeners<'a>(b: &Builder<'a>, balancer: &'a Resource, network: bool) -> Vec<Listener> {
    let mut found = vec![];
    for listener in b.world.pointing(LISTENERS, "load_balancer_arn", balancer) {
        let protocol =
            listener.at("protocol").str().unwrap_or(if network { "TCP" } else { "HTTP" });
        let port = listener.int("port", 80);
        let mut groups = forwards(b.world, listener, listener.blocks("default_action"));
        for rule in b.world.pointing(RULES, "listener_arn", listener) {
            groups.extend(forwards(b.world, rule, rule.blocks("action")));
        }
        let behind = groups.into_iter().flat_map(|group| targets(b, group, network)).collect();
        let word = port.known().map_or_else(|| "a port".to_owned(), |p| format!("port {p}"));
        let name = format!("{} {word}", balancer.address);
        found.push(Listener { port: on(protocol, &port), name, behind });
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
fn targets<'a>(
    b: &Builder<'a>,
    group: &'a Resource,
    network: bool,
) -> Vec<(EndpointId, PortSet, bool)> {
    let protocol = group.at("protocol").str().unwrap_or("TCP");
    let own = on(protocol, &group.int("port", 80));
    let seen = network && sees_client(group, protocol);
    let mut found = vec![];
    for tie in b.world.pointing(
        &["aws_lb_target_group_attachment", "aws_alb_target_group_attachment"],
        "target_group_arn",
        group,
    ) {
        let kinds = &["aws_instance", "aws_lb", "aws_alb"];
        let port = match tie.int("port", 0) {
            Value::Default(..) => own.clone(),
            value => on(protocol, &value),
        };
        let links = b.world.links(tie, "target_id", kinds, &["id", "private_ip"]);
        let all = links.into_iter().filter_map(|l| b.endpoint_of(l.resource()?));
        found.extend(all.map(|id| (id, port.clone(), seen)));
    }
    for scaling in b.world.pointing(&["aws_autoscaling_group"], "target_group_arns", group) {
        found.extend(b.endpoint_of(scaling).map(|id| (id, own.clone(), seen)));
    }
    for tie in b.world.pointing(&["aws_autoscaling_attachment"], "lb_target_group_arn", group) {
        let links =
            b.world.links(tie, "autoscaling_group_name", &["aws_autoscaling_group"], &["name"]);
        let all = links.into_iter().filter_map(|l| b.endpoint_of(l.resource()?));
        found.extend(all.map(|id| (id, own.clone(), seen)));
    }
    for service in b.world.pointing(&["aws_ecs_service"], "load_balancer.target_group_arn", group) {
        let port = on(protocol, &Value::int(service.at("load_balancer.container_port"), 80));
        found.extend(b.endpoint_of(service).map(|id| (id, port, seen)));
    }
    found
}

/// Instances see the client's address unless that is turned off, addresses only over UDP (Elastic Load Balancing, "client
/// IP preservation").
fn sees_client(group: &Resource, protocol: &str) -> bool {
    let instance = group.at("target_type").str().unwrap_or("instance") == "instance";
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
        let [outer, inner] = ["lb_port", "instance_port"].map(|name| Value::int(node.at(name), 80));
        let behind = targets.iter().map(|id| (*id, on("TCP", &inner), false)).collect();
        let word = outer.known().map_or_else(|| "a port".to_owned(), |p| format!("port {p}"));
        Listener { port: on("TCP", &outer), name: format!("{} {word}", balancer.address), behind }
    };
    balancer.blocks("listener").iter().map(read).collect()
}
