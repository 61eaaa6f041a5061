//! Doors on the internet that AWS keeps, and that connect into networks from there: API Gateway over VPC links, `CloudFront`
//! to its origins.

use ringfort_model::cloud::Resource;
use ringfort_source::Node;

use super::Aws;
use super::balancer::{Arrival, BALANCERS, LISTENERS, Passage, arrive, of_listener};
use super::groups::GROUPS;
use super::place::Seat;
use crate::address::Range;
use crate::cloud::build::Builder;
use crate::cloud::endpoint::{EndpointId, Sort};
use crate::cloud::filter::Party;
use crate::cloud::gate::Gate;
use crate::cloud::link::Link;
use crate::ports::{PortSet, Protocol};

pub(crate) const CALLS: &[&str] = &["aws_apigatewayv2_integration", "aws_api_gateway_integration"];
pub(crate) const APIS: &[&str] = &["aws_apigatewayv2_api", "aws_api_gateway_rest_api"];
pub(crate) const LINKS: &[&str] = &["aws_apigatewayv2_vpc_link", "aws_api_gateway_vpc_link"];
pub(crate) const REGISTRIES: &[&str] = &["aws_service_discovery_service"];
pub(crate) const NAMES: &[&str] = &["id", "arn", "name"];

/// The prefix list of the addresses that `CloudFront` connects from.
const ORIGIN_FACING: &str = "com.amazonaws.global.cloudfront.origin-facing";
/// Some of these addresses (the prefix list in Amazon's published address ranges): none is in a private network.
const SOME_OF_THEM: [&str; 4] =
    ["130.176.0.0/16", "15.158.0.0/16", "64.252.64.0/18", "70.132.0.0/18"];

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>) {
    for call in b.world.all(CALLS) {
        integration(b, aws, call);
    }
    for edge in b.world.all(&["aws_cloudfront_distribution"]) {
        for origin in edge.blocks("origin") {
            origin_of(b, aws, edge, origin);
        }
    }
}

/// Somebody of whom neither the groups nor the addresses are known.
pub(crate) fn stranger(cause: &str) -> Party {
    Party { open: vec![("sg", cause.into())], ..Party::default() }
}

/// Whether the door `front` can be gone through, on whatever port it has.
pub(crate) fn door(b: &Builder<'_>, front: EndpointId) -> Option<Gate> {
    let way = b.estate.endpoint(front)?.ways.first()?;
    let gate = Box::new(way.gate.clone());
    Some(Gate::Door { own: Party::default(), gate, ports: PortSet::all() })
}

/// An integration of an API that goes over a VPC link.
fn integration<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>, call: &'a Resource) -> Option<()> {
    let path = if &*call.kind == "aws_apigatewayv2_integration" { "api_id" } else { "rest_api_id" };
    let api = b.world.link(call, path, APIS)?.resource()?;
    if call.at("connection_type").str().is_some_and(|kind| kind != "VPC_LINK") {
        return None;
    }
    let over = b.world.link(call, "connection_id", LINKS)?;
    let door = door(b, b.endpoint_of(api)?)?;
    let through: Vec<Box<str>> = vec![api.address.as_str().into()];
    match over {
        Link::To(link) if &*link.kind == "aws_api_gateway_vpc_link" => {
            for target in b.world.links(link, "target_arns", BALANCERS, NAMES) {
                let Link::To(target) = target else { continue };
                private_link(b, aws, (call, target), door.clone(), through.clone());
            }
        }
        over => {
            let party = interfaces(b, aws, over);
            for (target, ports) in called(b, call) {
                let inner = b.endpoint_mut(target)?.inner.clone();
                let into = Gate::By { party: party.clone(), gate: Box::new(inner) };
                let gate = Gate::All(vec![door.clone(), into, ports]);
                let by = Some(party.clone());
                let arrival =
                    Arrival { through: through.clone(), gate, by, over_private_link: false };
                arrive(b, aws, target, &arrival);
            }
        }
    }
    None
}

/// The interfaces of a VPC link, which are in subnets and in groups.
fn interfaces<'a>(b: &mut Builder<'a>, aws: &mut Aws<'a>, over: Link<'a>) -> Party {
    let Link::To(link) = over else { return stranger(&over.cause("VPC link")) };
    let subnets = Aws::subnets(b, link, "subnet_ids");
    let groups = b.world.links(link, "security_group_ids", GROUPS, &["id", "name"]);
    let seat = Seat { spread: true, ..Seat::new(link, subnets, groups) };
    aws.draft(b, Sort::Service, seat).party
}

/// What an integration calls: a listener of a balancer, a balancer, or what a registry of services holds.
fn called<'a>(b: &Builder<'a>, call: &'a Resource) -> Vec<(EndpointId, Gate)> {
    let kinds: Vec<&str> = [LISTENERS, REGISTRIES, BALANCERS].concat();
    let mut found = vec![];
    for path in ["integration_uri", "integration_target"] {
        for target in
            b.world.links(call, path, &kinds, NAMES).into_iter().filter_map(Link::resource)
        {
            if LISTENERS.contains(&target.kind.trim_start_matches("data.")) {
                found.extend(of_listener(b, target).map(|(id, ports)| (id, Gate::ports(ports))));
            } else if REGISTRIES.contains(&&*target.kind) {
                let registered = b.world.pointing(
                    &["aws_ecs_service"],
                    "service_registries.registry_arn",
                    target,
                );
                let all = registered.filter_map(|s| b.endpoint_of(s));
                found.extend(all.map(|id| (id, Gate::ports(PortSet::every(Protocol::Tcp)))));
            } else {
                found.extend(b.endpoint_of(target).map(|id| (id, Gate::All(vec![]))));
            }
        }
    }
    found
}

/// A network balancer behind a VPC link of a REST API. The connection comes over `PrivateLink`, for which the balancer's
/// groups hold unless that is switched off; its targets see the balancer (Elastic Load Balancing, "client IP preservation").
fn private_link<'a>(
    b: &mut Builder<'a>,
    aws: &Aws<'a>,
    (call, balancer): (&'a Resource, &'a Resource),
    door: Gate,
    through: Vec<Box<str>>,
) {
    const SWITCH: &str = "enforce_security_group_inbound_rules_on_private_link_traffic";
    let Some(target) = b.endpoint_of(balancer) else { return };
    let Some(inner) = b.endpoint_mut(target).map(|e| e.inner.clone()) else { return };
    let party = stranger("who connects over PrivateLink is not known");
    let listens = aws.passages.get(&target).map(Passage::ports).unwrap_or_default();
    let into = match balancer.at(SWITCH).str() {
        Some("off") => Gate::is(true, format!("{SWITCH} = off"), balancer.at(SWITCH).span()),
        _ => Gate::By { party: party.clone(), gate: Box::new(inner) },
    };
    let doors = aws.passages.get(&target).map_or(0, Passage::doors);
    let ports = match port_of(call.at("uri").str()) {
        Some(port) => Gate::ports(PortSet::one(Protocol::Tcp, port).and(&listens)),
        None if doors == 1 => Gate::ports(listens),
        None => {
            let cause = "the port that the integration calls is not known".into();
            Gate::Ports { ports: PortSet::none(), perhaps: listens, cause }
        }
    };
    let gate = Gate::All(vec![door, into, ports]);
    let arrival = Arrival { through, gate, by: Some(party), over_private_link: true };
    arrive(b, aws, target, &arrival);
}

/// The port of a URL.
fn port_of(url: Option<&str>) -> Option<i64> {
    let (scheme, rest) = url?.split_once("://")?;
    let host = rest.split(['/', '?']).next()?;
    match host.rsplit_once(':') {
        Some((_, port)) => port.parse().ok(),
        None => Some(if scheme == "https" { 443 } else { 80 }),
    }
}

/// An origin of a distribution: by its public name, or inside of a network as a VPC origin.
fn origin_of<'a>(
    b: &mut Builder<'a>,
    aws: &Aws<'a>,
    edge: &'a Resource,
    origin: &'a Node,
) -> Option<()> {
    let door = door(b, b.endpoint_of(edge)?)?;
    let through: Vec<Box<str>> = vec![edge.address.as_str().into()];
    let kinds: Vec<&str> = [BALANCERS, &["aws_elb", "aws_instance", "aws_eip"]].concat();
    let inside = origin.at("vpc_origin_config.vpc_origin_id");
    let inside = b.world.links_in(edge, inside, &["aws_cloudfront_vpc_origin"], NAMES);
    if let Some(Link::To(place)) = inside.first() {
        let config = place.blocks("vpc_origin_endpoint_config").first()?;
        for target in b.world.links_in(place, config.at("arn"), &kinds, NAMES) {
            let Some(target) = target.resource().and_then(|t| b.endpoint_of(t)) else { continue };
            let party = of_vpc_origin(b, target)?;
            let inner = b.endpoint_mut(target)?.inner.clone();
            let into = Gate::By { party: party.clone(), gate: Box::new(inner) };
            let gate = Gate::All(vec![door.clone(), into, origin_ports(config)]);
            let by = Some(party);
            let arrival = Arrival { through: through.clone(), gate, by, over_private_link: false };
            arrive(b, aws, target, &arrival);
        }
        return None;
    }
    let config = origin.at("custom_origin_config").list().first();
    for target in b.world.links_in(edge, origin.at("domain_name"), &kinds, &["dns_name"]) {
        let target = target.resource().and_then(|t| b.endpoint_of(owner_of(b, t)));
        let Some(target) = target else { continue };
        let party = of_edge();
        let Some(own) = b.estate.endpoint(target)?.ways.first().cloned() else { continue };
        let into = Gate::By { party: party.clone(), gate: Box::new(own.gate) };
        let ports = config.map_or_else(|| web(&[80, 443]), origin_ports);
        let gate = Gate::All(vec![door.clone(), into, ports]);
        let arrival =
            Arrival { through: through.clone(), gate, by: Some(party), over_private_link: false };
        arrive(b, aws, target, &arrival);
    }
    None
}

/// Whose an elastic address is; anything else is its own.
pub(crate) fn owner_of<'a>(b: &Builder<'a>, resource: &'a Resource) -> &'a Resource {
    let owner = ["instance", "instance_id"]
        .into_iter()
        .find_map(|path| b.world.link(resource, path, &["aws_instance"]).and_then(Link::resource));
    let ties = &["aws_eip_association"];
    let mut tied = b.world.pointing(ties, "allocation_id", resource);
    let tied = || tied.find_map(|t| b.world.link(t, "instance_id", &["aws_instance"])?.resource());
    match &*resource.kind {
        "aws_eip" => owner.or_else(tied).unwrap_or(resource),
        _ => resource,
    }
}

/// The mark of what connects to origins.
pub(crate) fn origin_facing() -> Box<str> {
    format!("prefixes:{ORIGIN_FACING}").into()
}

/// `CloudFront` as a client on the internet.
pub(crate) fn of_edge() -> Party {
    let marks = [origin_facing()].into_iter().collect();
    let addresses = SOME_OF_THEM.iter().filter_map(|r| Range::read(r)).collect();
    Party { marks, open: vec![], addresses }
}

/// `CloudFront`'s interfaces beside a VPC origin: in a group of its own, which files can only look up.
fn of_vpc_origin(b: &mut Builder<'_>, target: EndpointId) -> Option<Party> {
    let cause = "the group of CloudFront's interfaces is not in the files";
    let mut party = stranger(cause);
    party.marks.insert(origin_facing());
    party.marks.insert("sg:CloudFront-VPCOrigins-Service-SG".into());
    party.addresses.clone_from(&b.endpoint_mut(target)?.party.addresses);
    Some(party)
}

/// The ports of an origin, by `origin_protocol_policy`.
fn origin_ports(config: &Node) -> Gate {
    let port = |name: &str, default| match config.at(name).node() {
        None => web(&[default]),
        Some(node) => match node.as_i64() {
            Some(port) => web(&[port]),
            None => Gate::Ports {
                ports: PortSet::none(),
                perhaps: PortSet::every(Protocol::Tcp),
                cause: format!("`{name}` of the origin is not known").into(),
            },
        },
    };
    let (plain, secure) = (port("http_port", 80), port("https_port", 443));
    match config.at("origin_protocol_policy").str() {
        Some("http-only") => plain,
        Some("https-only") => secure,
        _ => Gate::Any(vec![plain, secure]),
    }
}

fn web(ports: &[i64]) -> Gate {
    let one = ports.iter().map(|p| PortSet::one(Protocol::Tcp, *p));
    Gate::ports(one.fold(PortSet::none(), |a, b| a.or(&b)))
}
