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

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_route" {
            return judge(&on.attrs, on.header);
        }
        match on.at("route") {
            At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
            at => {
                let routes = at.list().iter().map(|route| judge(route, route.span));
                routes.fold(Verdict::NotApplicable, Verdict::and)
            }
        }
    }
}

/// Judges one route.
fn judge(route: &Node, head: Span) -> Verdict {
    if route.is_unknown() {
        return Verdict::unknown(route.span, route.cause().to_owned());
    }
    if LINKS.iter().all(|link| route.at(link).is_absent()) {
        return Verdict::NotApplicable;
    }
    let destinations = ["destination_cidr_block", "cidr_block"].map(|name| route.at(name));
    match destinations.into_iter().find(|d| !d.is_absent()) {
        Some(At::Set(node)) if is_wide(node) => {
            let cidr = node.as_str().unwrap_or("");
            let message = format!("the route to {cidr} opens a whole network to this one");
            Verdict::fail(Failure::new(node.span, message).key(cidr))
        }
        Some(At::Unknown(node)) => Verdict::unknown(node.span, node.cause().to_owned()),
        _ => Verdict::pass(head, "the route to the peer names a subnet"),
    }
}

const LINKS: [&str; 2] = ["vpc_peering_connection_id", "transit_gateway_id"];

/// Is a destination a whole network?
fn is_wide(cidr: &Node) -> bool {
    let bits = cidr.as_str().and_then(|c| c.rsplit('/').next()?.parse::<u8>().ok());
    bits.is_some_and(|bits| bits <= 16)
}
