//! Fronts of AWS whose target is not known: which they are, and what they can lead to.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};

use super::Aws;
use super::balancer::{
    ATTACHMENTS, Arrival, BALANCERS, LISTENERS, RULES, TARGETS, arrive, is_network, listeners_of,
};
use super::front::{APIS, CALLS, LINKS, NAMES, REGISTRIES, of_edge, origin_facing, stranger};
use crate::cloud::build::Builder;
use crate::cloud::doubt::{Access, FRONT, Loose, spread, unknown};
use crate::cloud::filter::Party;
use crate::cloud::link::{Link, written};

/// What types begin with that are a known target, and no endpoint here.
const OTHERS: &[&str] =
    &["aws_s3_", "aws_lambda_", "aws_api_gateway", "aws_apigatewayv2_", "aws_media"];
const OF_LINKS: &[&str] = &["aws_lb", "aws_alb", "aws_ecs_service"];
const OF_EDGES: &[&str] = &["aws_lb", "aws_alb", "aws_elb", "aws_instance"];
const OF_ACCELERATORS: &[&str] = &["aws_lb", "aws_alb", "aws_instance"];
const OF_BALANCERS: &[&str] =
    &["aws_instance", "aws_autoscaling_group", "aws_ecs_service", "aws_lb", "aws_alb"];

/// Why a target is not known, and where it is written.
type Why<'a> = (&'a str, Span);

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &Aws<'a>) {
    let mut fronts = vec![];
    for call in b.world.all(CALLS) {
        fronts.extend(integration(b, call));
    }
    for edge in b.world.all(&["aws_cloudfront_distribution"]) {
        distribution(b, edge, &mut fronts);
    }
    for group in b.world.all(&["aws_globalaccelerator_endpoint_group"]) {
        fronts.extend(accelerator(b, group));
    }
    lead(b, aws, fronts);
    // By now it is told which balancers a front may lead to.
    let mut fronts = vec![];
    for balancer in b.world.all(BALANCERS) {
        let why = forwards(b, balancer);
        fronts.extend(why.into_iter().filter_map(|why| of_balancer(b, aws, balancer, why)));
    }
    for balancer in b.world.all(&["aws_elb"]) {
        let ties = b.world.pointing(&["aws_elb_attachment"], "elb", balancer);
        let mut all = [(balancer, "instances")].into_iter().chain(ties.map(|t| (t, "instance")));
        let why = all.find_map(|(from, path)| top(b, from, path, &["aws_instance"]));
        fronts.extend(why.and_then(|why| of_balancer(b, aws, balancer, why)));
    }
    lead(b, aws, fronts);
}

/// Also to what is behind the balancers that a front may lead to.
fn lead<'a>(b: &mut Builder<'a>, aws: &Aws<'a>, fronts: Vec<Loose<'a>>) {
    spread(
        b,
        fronts,
        |_| None,
        |b, id, gate| {
            let by =
                Some(stranger("who connects is not known: the front leads to an unknown target"));
            let through = vec![FRONT.into()];
            arrive(b, aws, id, &Arrival { through, gate, by, over_private_link: false });
        },
    );
}

/// What is not known of an attribute of `from` itself.
fn top<'a>(b: &Builder<'a>, from: &'a Resource, path: &'a str, kinds: &[&str]) -> Option<Why<'a>> {
    let links = b.world.links(from, path, kinds, NAMES);
    b.world.loose(from, path, links, OTHERS)
}

/// What is not known of a value inside of a block of `from`, whose path is `path`.
fn nested<'a>(
    b: &Builder<'a>,
    (from, path): (&'a Resource, &'a str),
    at: At<'a>,
    kinds: &[&str],
) -> Option<Why<'a>> {
    let links = b.world.links_in(from, at, kinds, NAMES);
    b.world.loose(from, path, links, OTHERS)
}

/// An integration over a VPC link: the link of a REST API has the target, that of an HTTP API has not.
fn integration<'a>(b: &Builder<'a>, call: &'a Resource) -> Option<Loose<'a>> {
    let http = &*call.kind == "aws_apigatewayv2_integration";
    let path = if http { "api_id" } else { "rest_api_id" };
    let front = b.world.link(call, path, APIS)?.resource()?;
    if call.at("connection_type").str().is_some_and(|kind| kind != "VPC_LINK") {
        return None;
    }
    let over = b.world.link(call, "connection_id", LINKS)?;
    let (cause, at) = if http {
        let kinds = [LISTENERS, REGISTRIES, BALANCERS].concat();
        top(b, call, "integration_uri", &kinds)?
    } else {
        match over {
            Link::To(link) => top(b, link, "target_arns", BALANCERS)?,
            Link::Text(_, at) => ("the VPC link is not in the files", at),
            Link::Unknown(cause, at) => (cause, at),
        }
    };
    let into = Access::By(stranger("who connects over a VPC link is not known"));
    Some(Loose { front, cause, at, kinds: OF_LINKS, into })
}

/// The origins of a distribution: public names, and VPC origins.
fn distribution<'a>(b: &Builder<'a>, edge: &'a Resource, found: &mut Vec<Loose<'a>>) {
    let mut add = |why: Option<Why<'a>>, into: Access| {
        found.extend(why.map(|(cause, at)| Loose {
            front: edge,
            cause,
            at,
            kinds: OF_EDGES,
            into,
        }));
    };
    add(unknown(written(edge, "origin")), Access::By(inside_of_edge()));
    for origin in edge.blocks("origin") {
        let place = origin.at("vpc_origin_config.vpc_origin_id");
        if place.is_absent() {
            let public = !origin.at("custom_origin_config").is_absent();
            let path = "origin.domain_name";
            let why = nested(b, (edge, path), origin.at("domain_name"), &kinds_of_edges());
            add(why.filter(|_| public), Access::Outside(of_edge()));
            continue;
        }
        add(vpc_origin(b, edge, place), Access::By(inside_of_edge()));
    }
}

fn vpc_origin<'a>(b: &Builder<'a>, edge: &'a Resource, place: At<'a>) -> Option<Why<'a>> {
    let places = b.world.links_in(edge, place, &["aws_cloudfront_vpc_origin"], NAMES);
    match *places.first()? {
        Link::To(place) => {
            let config = place.blocks("vpc_origin_endpoint_config").first()?;
            let path = "vpc_origin_endpoint_config.arn";
            nested(b, (place, path), config.at("arn"), &kinds_of_edges())
        }
        Link::Text(_, at) => Some(("the VPC origin is not in the files", at)),
        Link::Unknown(cause, at) => Some((cause, at)),
    }
}

fn kinds_of_edges() -> Vec<&'static str> {
    [OF_EDGES, &["aws_eip"]].concat()
}

/// The edge within a network.
fn inside_of_edge() -> Party {
    let mut party = stranger("the group of CloudFront's interfaces is not in the files");
    party.marks.insert(origin_facing());
    party
}

/// The endpoints of an accelerator.
fn accelerator<'a>(b: &Builder<'a>, group: &'a Resource) -> Option<Loose<'a>> {
    let listener = b.world.link(group, "listener_arn", &["aws_globalaccelerator_listener"])?;
    let kinds = &["aws_globalaccelerator_accelerator"];
    let front = b.world.link(listener.resource()?, "accelerator_arn", kinds)?.resource()?;
    let (path, kinds) =
        ("endpoint_configuration.endpoint_id", [OF_ACCELERATORS, &["aws_eip"]].concat());
    let mut each = group.blocks("endpoint_configuration").iter();
    let (cause, at) = unknown(written(group, "endpoint_configuration"))
        .or_else(|| each.find_map(|n| nested(b, (group, path), n.at("endpoint_id"), &kinds)))?;
    let by = stranger("from which address the accelerator connects is not known");
    Some(Loose { front, cause, at, kinds: OF_ACCELERATORS, into: Access::ByOrKept(by) })
}

fn of_balancer<'a>(
    b: &Builder<'a>,
    aws: &Aws<'a>,
    front: &'a Resource,
    (cause, at): Why<'a>,
) -> Option<Loose<'a>> {
    let party = aws.passages.get(&b.endpoint_of(front)?)?.party().clone();
    let into = if is_network(front) { Access::ByOrKept(party) } else { Access::By(party) };
    Some(Loose { front, cause, at, kinds: OF_BALANCERS, into })
}

/// What is not known of the listeners, rules and target groups of a balancer.
fn forwards<'a>(b: &Builder<'a>, balancer: &'a Resource) -> Vec<Why<'a>> {
    let mut found = vec![];
    for listener in listeners_of(b.world, balancer) {
        found.extend(actions(b, listener, "default_action"));
        for rule in b.world.pointing(RULES, "listener_arn", listener) {
            found.extend(actions(b, rule, "action"));
        }
    }
    found
}

/// The first target that is not known, of the actions that `of` has at `path`.
fn actions<'a>(b: &Builder<'a>, of: &'a Resource, path: &'a str) -> Option<Why<'a>> {
    if let Some(why) = unknown(written(of, path)) {
        return Some(why);
    }
    for action in of.blocks(path) {
        if action.at("type").str().is_some_and(|kind| kind != "forward") {
            continue;
        }
        let groups = action.at("forward.target_group").list();
        let all = groups.iter().map(|n| n.at("arn")).chain([action.at("target_group_arn")]);
        for at in all {
            let why = nested(b, (of, path), at, TARGETS);
            let groups = b.world.links_in(of, at, TARGETS, NAMES);
            let mut groups = groups.into_iter().filter_map(Link::resource);
            if let Some(why) = why.or_else(|| groups.find_map(|group| attached(b, group))) {
                return Some(why);
            }
        }
    }
    None
}

/// What is not known of the targets that are attached to a group.
fn attached<'a>(b: &Builder<'a>, group: &'a Resource) -> Option<Why<'a>> {
    let mut ties = b.world.pointing(ATTACHMENTS, "target_group_arn", group);
    ties.find_map(|tie| top(b, tie, "target_id", &["aws_instance", "aws_lb", "aws_alb"]))
}
