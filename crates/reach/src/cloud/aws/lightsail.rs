//! Lightsail: machines with a firewall of their own each, balancers, databases and containers, outside of a user's networks.
//!
//! Source: Amazon Lightsail user guide, "instance firewalls", and the Terraform provider's documentation of each resource.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{Node, Span};

use super::front::{door, stranger};
use super::groups::ports;
use crate::cloud::build::{Builder, Draft, range_peer, switch};
use crate::cloud::endpoint::{Provider, Sort, Way};
use crate::cloud::filter::{Action, Filter, Peer, Rule};
use crate::cloud::gate::Gate;
use crate::cloud::link::Link;
use crate::ports::{PortSet, Protocol};

const INSTANCES: &[&str] = &["aws_lightsail_instance"];
const NAMES: &[&str] = &["id", "name"];

pub(crate) fn derive(b: &mut Builder<'_>) {
    for instance in b.world.all(INSTANCES) {
        let draft = machine(b, instance);
        b.add(instance, draft);
    }
    for balancer in b.world.all(&["aws_lightsail_lb"]) {
        let draft = front(b, balancer);
        b.add(balancer, draft);
        behind(b, balancer);
    }
    for database in b.world.all(&["aws_lightsail_database"]) {
        let gate = switch(database, "publicly_accessible", false, true, "a public database");
        let blueprint = database.at("blueprint_id").str().unwrap_or("");
        let port = if blueprint.starts_with("postgres") { 5432 } else { 3306 };
        let gates = vec![gate, tcp(&[port])];
        b.add(database, Draft::new(Provider::Aws, Sort::Store).way(&["public address"], gates));
    }
    for service in b.world.all(&["aws_lightsail_container_service"]) {
        let draft = containers(b, service);
        b.add(service, draft);
    }
}

/// The resources of `kind` whose attribute at `path` refers to `target` or has its name.
fn naming<'a>(b: &Builder<'a>, kind: &str, path: &'a str, target: &Resource) -> Vec<&'a Resource> {
    let own = [&*target.kind];
    let is = |r: &&'a Resource| {
        let links = b.world.links(r, path, &own, NAMES);
        links.into_iter().filter_map(Link::resource).any(|t| t.address == target.address)
    };
    b.world.facts.resources(kind).filter(is).collect()
}

fn tcp(ports: &[i64]) -> Gate {
    let one = ports.iter().map(|p| PortSet::one(Protocol::Tcp, *p));
    Gate::ports(one.fold(PortSet::none(), |a, b| a.or(&b)))
}

/// A machine has a public address; its firewall is what is written, or what its blueprint starts with.
fn machine(b: &mut Builder<'_>, instance: &Resource) -> Draft {
    let written = naming(b, "aws_lightsail_instance_public_ports", "instance_name", instance);
    let firewall = match written.first() {
        Some(list) => opened(b, list),
        None => first_ports(instance),
    };
    let kind = instance.text("ip_address_type", "dualstack");
    let address = Gate::is(true, "every machine of Lightsail has a public address", kind.span());
    let mut draft = Draft::new(Provider::Aws, Sort::Machine);
    draft.inner = firewall.clone();
    draft.outside = address.clone();
    draft.way(&["public address"], vec![address, firewall])
}

/// The rules of a firewall that is written; it closes all other ports.
fn opened(b: &mut Builder<'_>, list: &Resource) -> Gate {
    let mut rules = vec![];
    for block in list.blocks("port_info") {
        let (ports, perhaps, cause) =
            ports(block.at("protocol"), block.at("from_port"), block.at("to_port"));
        let what = format!("rule of {}", list.address);
        let mut rule = Rule::new(Action::Allow, peers(block), ports, &what, block.span);
        (rule.perhaps, rule.cause) = (perhaps, cause);
        rules.push(rule);
    }
    let last = Some((Action::Deny, "no rule of its firewall admits it".into(), list.header));
    Gate::Filter(b.filter(Filter { rules, last }))
}

/// Who may come in: everyone where nothing is written.
fn peers(block: &Node) -> Vec<Peer> {
    let lists = ["cidrs", "ipv6_cidrs"].map(|name| block.at(name));
    let nodes = lists.iter().flat_map(|at| match at.node().filter(|n| n.is_unknown()) {
        Some(node) => std::slice::from_ref(node),
        None => at.list(),
    });
    let mut peers: Vec<Peer> = nodes
        .map(|node| match node.as_str() {
            Some(text) => range_peer(text),
            None => Peer::Unknown(node.cause().into()),
        })
        .collect();
    let aliases = block.at("cidr_list_aliases").list().iter().filter_map(Node::as_str);
    peers.extend(aliases.map(|alias| Peer::Named(alias.into())));
    if peers.is_empty() {
        peers.push(Peer::Everyone);
    }
    peers
}

/// SSH or RDP, and HTTP; what applications open beyond that depends on the blueprint.
fn first_ports(instance: &Resource) -> Gate {
    let blueprint = instance.at("blueprint_id");
    let name = blueprint.str().unwrap_or("");
    let system =
        ["amazon_linux", "ubuntu", "debian", "centos", "alma_linux", "freebsd", "opensuse"];
    let (known, more): (&[i64], bool) = match name {
        _ if name.starts_with("windows_server") => (&[80, 3389], name.contains("sql")),
        _ if system.iter().any(|s| name.starts_with(s)) => (&[22, 80], false),
        _ => (&[80], true),
    };
    let open = known.iter().map(|p| PortSet::one(Protocol::Tcp, *p));
    let ports = open.fold(PortSet::none(), |a, b| a.or(&b));
    let perhaps = if more { PortSet::every(Protocol::Tcp) } else { PortSet::none() };
    let cause = if more { "what its blueprint opens by itself is not known" } else { "" };
    let gate = Gate::Ports { ports, perhaps, cause: cause.into() };
    Gate::All(vec![said("its firewall is the one it starts with", instance.header), gate])
}

fn said(what: &str, at: Span) -> Gate {
    Gate::is(true, what, at)
}

/// A balancer listens to HTTP, and to HTTPS with a certificate.
fn front(b: &Builder<'_>, balancer: &Resource) -> Draft {
    let kind = "aws_lightsail_lb_certificate_attachment";
    let secure = !naming(b, kind, "lb_name", balancer).is_empty();
    let ports: &[i64] = if secure { &[80, 443] } else { &[80] };
    let gates = vec![said("a load balancer for the internet", balancer.header), tcp(ports)];
    Draft::new(Provider::Aws, Sort::Balancer).way(&["public address"], gates)
}

/// The machines behind a balancer, which connects from inside.
fn behind(b: &mut Builder<'_>, balancer: &Resource) {
    let ties = naming(b, "aws_lightsail_lb_attachment", "lb_name", balancer);
    let front = b.endpoint_of(balancer).and_then(|id| door(b, id));
    for tie in ties {
        let links = b.world.links(tie, "instance_name", INSTANCES, NAMES);
        for target in links.into_iter().filter_map(Link::resource) {
            let port = match balancer.int("instance_port", 80) {
                Value::Set(port, _) | Value::Default(port, _) => tcp(&[port]),
                Value::Unknown(..) => Gate::ports(PortSet::every(Protocol::Tcp)),
            };
            let (Some(door), Some(id)) = (front.clone(), b.endpoint_of(target)) else { continue };
            let Some(endpoint) = b.endpoint_mut(id) else { continue };
            let party = stranger("from which address the balancer connects is not known");
            let into = Gate::By { party, gate: Box::new(endpoint.inner.clone()) };
            let through = vec![balancer.address.as_str().into()];
            endpoint.ways.push(Way { through, gate: Gate::All(vec![door, into, port]) });
        }
    }
}

/// Containers are public where a deployment says which of them is.
fn containers(b: &Builder<'_>, service: &Resource) -> Draft {
    let kind = "aws_lightsail_container_service_deployment_version";
    let all = naming(b, kind, "service_name", service);
    let public = all.into_iter().find(|d| !d.at("public_endpoint").is_absent());
    let on = switch(service, "is_disabled", false, false, "a container service");
    let gate = match public {
        Some(deployment) => said("a public endpoint", deployment.at("public_endpoint").span()),
        None => Gate::is(false, "no deployment has a public endpoint", service.header),
    };
    Draft::new(Provider::Aws, Sort::Service).way(&["public endpoint"], vec![on, gate, tcp(&[443])])
}
