//! Global Accelerator: addresses of the edge that lead to balancers, instances and elastic addresses.
//!
//! Source: AWS Global Accelerator developer guide, "endpoints for standard accelerators" and "preserve client IP addresses".

use ringfort_model::cloud::Resource;
use ringfort_source::Node;

use super::Aws;
use super::balancer::{Arrival, BALANCERS, arrive};
use super::front::{door, owner_of, stranger};
use crate::cloud::build::{Builder, Draft, switch};
use crate::cloud::endpoint::{EndpointId, Provider, Sort};
use crate::cloud::gate::Gate;
use crate::cloud::link::Link;
use crate::ports::{PortSet, Protocol};

const ACCELERATORS: &[&str] = &["aws_globalaccelerator_accelerator"];
const LISTENERS: &[&str] = &["aws_globalaccelerator_listener"];
const NAMES: &[&str] = &["id", "arn"];

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &Aws<'a>) {
    for accelerator in b.world.all(ACCELERATORS) {
        let listeners = b.world.pointing(LISTENERS, "accelerator_arn", accelerator);
        let ports = listeners.map(ports_of).fold(PortSet::none(), |a, p| a.or(&p));
        let on = switch(accelerator, "enabled", true, true, "an accelerator");
        let draft = Draft::new(Provider::Aws, Sort::Balancer);
        b.add(accelerator, draft.way(&["edge address"], vec![on, Gate::ports(ports)]));
    }
    for group in b.world.all(&["aws_globalaccelerator_endpoint_group"]) {
        for endpoint in group.blocks("endpoint_configuration") {
            lead(b, aws, group, endpoint);
        }
    }
}

/// The ports that a listener has.
fn ports_of(listener: &Resource) -> PortSet {
    let udp = listener.at("protocol").str() == Some("UDP");
    let protocol = if udp { Protocol::Udp } else { Protocol::Tcp };
    let range = |node: &Node| {
        let [from, to] = ["from_port", "to_port"].map(|n| node.at(n).node().and_then(Node::as_i64));
        match (from, to) {
            (Some(from), Some(to)) => PortSet::range(protocol, from, to),
            _ => PortSet::every(protocol),
        }
    };
    listener.blocks("port_range").iter().map(range).fold(PortSet::none(), |a, p| a.or(&p))
}

/// The ports at the endpoints, where some are changed on the way.
fn behind(group: &Resource, mut ports: PortSet) -> PortSet {
    for change in group.blocks("port_override") {
        let number = |name: &str| change.at(name).node().and_then(Node::as_i64);
        let (Some(from), Some(to)) = (number("listener_port"), number("endpoint_port")) else {
            continue;
        };
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            let own = PortSet::one(protocol, from);
            if !own.and(&ports).is_empty() {
                ports = ports.minus(&own).or(&PortSet::one(protocol, to));
            }
        }
    }
    ports
}

/// The way to one endpoint of a group.
fn lead<'a>(
    b: &mut Builder<'a>,
    aws: &Aws<'a>,
    group: &'a Resource,
    endpoint: &'a Node,
) -> Option<()> {
    let listener = b.world.link(group, "listener_arn", LISTENERS)?.resource()?;
    let front = b.world.link(listener, "accelerator_arn", ACCELERATORS)?.resource()?;
    let mut gates = vec![door(b, b.endpoint_of(front)?)?];
    if endpoint.at("weight").node().and_then(Node::as_i64) == Some(0) {
        let at = endpoint.at("weight").span();
        gates.push(Gate::is(false, "an endpoint of weight 0 gets no traffic", at));
    }
    let ports = Gate::ports(behind(group, ports_of(listener)));
    let kinds = [BALANCERS, &["aws_instance", "aws_eip"]].concat();
    let targets = b.world.links_in(group, endpoint.at("endpoint_id"), &kinds, NAMES);
    for target in targets.into_iter().filter_map(Link::resource) {
        let Some(id) = b.endpoint_of(owner_of(b, target)) else { continue };
        let by = (!keeps_client(target, endpoint))
            .then(|| stranger("from which address the accelerator connects is not known"));
        let into = into(b, target, id)?;
        let into = match &by {
            Some(party) => Gate::By { party: party.clone(), gate: Box::new(into) },
            None => into,
        };
        let gate = [gates.clone(), vec![into, ports.clone()]].concat();
        let through = vec![front.address.as_str().into()];
        let gate = Gate::All(gate);
        arrive(b, aws, id, &Arrival { through, gate, by, over_private_link: false });
    }
    None
}

/// What a connection has to get through: endpoints need no public address and no route, but an elastic address is a way
/// over the internet.
fn into(b: &Builder<'_>, target: &Resource, id: EndpointId) -> Option<Gate> {
    let endpoint = b.estate.endpoint(id)?;
    if &*target.kind == "aws_eip" {
        return endpoint.ways.first().map(|way| way.gate.clone());
    }
    let border = endpoint.border.as_ref().map(|(into, _)| into.clone());
    Some(Gate::All(border.into_iter().chain([endpoint.inner.clone()]).collect()))
}

/// Instances always see the client's address, application balancers unless that is turned off, others where it is on.
fn keeps_client(target: &Resource, endpoint: &Node) -> bool {
    let written = endpoint.at("client_ip_preservation_enabled").bool();
    match &*target.kind {
        "aws_instance" => true,
        "aws_eip" => false,
        _ if target.at("load_balancer_type").str() == Some("network") => written == Some(true),
        _ => written != Some(false),
    }
}
