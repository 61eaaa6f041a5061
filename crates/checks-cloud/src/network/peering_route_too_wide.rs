//! Route over a peering covers the whole peer.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

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
        let routes: Vec<&Node> = if &*on.kind == "aws_route" {
            vec![&on.attrs]
        } else {
            on.blocks("route").iter().collect()
        };
        let links = |r: &&&Node| LINKS.iter().any(|n| !r.at(n).is_absent());
        if !routes.iter().any(|r| links(&r)) {
            return Verdict::NotApplicable;
        }
        let failures = routes.iter().filter(links).filter_map(|r| wide(r)).map(|node| {
            let cidr = node.as_str().unwrap_or("");
            Failure::new(
                node.span,
                format!("the route to {cidr} opens a whole network to this one"),
            )
            .key(cidr)
        });
        Verdict::of(failures.collect(), on.header, "routes to peers name subnets")
    }
}

const LINKS: [&str; 2] = ["vpc_peering_connection_id", "transit_gateway_id"];

/// The destination of `route`, if it is a whole network.
fn wide(route: &Node) -> Option<&Node> {
    let node = route.at("destination_cidr_block").node().or(route.at("cidr_block").node())?;
    let bits: u8 = node.as_str()?.rsplit('/').next()?.parse().ok()?;
    (bits <= 16).then_some(node)
}
