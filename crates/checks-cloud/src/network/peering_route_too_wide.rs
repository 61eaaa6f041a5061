//! Route over a peering covers the whole peer.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Span, Verdict};

/// Route over a peering covers the whole peer.
pub struct PeeringRouteTooWide;

impl Check for PeeringRouteTooWide {
    const META: Meta = Meta::new(
        "cloud/peering-route-too-wide",
        "Route over a peering covers the whole peer",
        "cloud/network-segmentation",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-6.6"])
    .aliases(&["b3a41501-f712-4c4f-81e5-db9a7dc0e34e", "CKV2_AWS_44"]);
    const TYPES: &'static [&'static str] = &["aws_route", "aws_route_table"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_route" {
            return judge(&on.attrs, on.header, scene);
        }
        match on.at("route") {
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            at => {
                let routes = at.list().iter().map(|route| judge(route, route.span, scene));
                routes.fold(Verdict::NotApplicable, Verdict::and)
            }
        }
    }
}

/// Judges one route.
fn judge(route: &Node, head: Span, scene: &Scene<'_>) -> Verdict {
    if route.is_unknown() {
        return Verdict::unknown(route.span, route.cause().to_owned());
    }
    if LINKS.iter().all(|link| route.at(link).is_absent()) {
        return Verdict::NotApplicable;
    }
    let destinations = DESTINATIONS.map(|name| route.at(name));
    match destinations.into_iter().find(|d| !d.is_absent()) {
        Some(At::Set(node)) if is_wide(node) || is_network(node, scene) => {
            let cidr = node.as_str().unwrap_or("");
            let message = format!("the route to {cidr} opens a whole network to this one");
            Verdict::fail(Failure::new(node.span, message).key(cidr))
        }
        Some(At::Unknown(node)) => Verdict::unknown(node.span, node.cause().to_owned()),
        _ => Verdict::pass(head, "the route names what is behind the peer"),
    }
}

const LINKS: [&str; 2] = ["vpc_peering_connection_id", "transit_gateway_id"];

const DESTINATIONS: [&str; 4] =
    ["destination_cidr_block", "cidr_block", "destination_ipv6_cidr_block", "ipv6_cidr_block"];

/// Is a destination wider than any VPC, which holds a /16 or a /44 of IPv6 at most (VPC user guide, VPC CIDR blocks)?
fn is_wide(cidr: &Node) -> bool {
    let range = cidr.as_str().and_then(|c| c.split_once('/'));
    range.is_some_and(|(address, bits)| {
        let widest = if address.contains(':') { 44 } else { 16 };
        bits.parse::<u8>().is_ok_and(|bits| bits < widest)
    })
}

/// Is a destination all of a VPC that is declared in the files?
fn is_network(cidr: &Node, scene: &Scene<'_>) -> bool {
    let mut networks = scene.facts.resources("aws_vpc");
    cidr.as_str().is_some_and(|c| networks.any(|vpc| vpc.at("cidr_block").str() == Some(c)))
}
