//! What a balancer leads to that is not known, as seen from behind it: a service that names its target group names one
//! that nothing here tells. Who reaches it through that is not known.

use ringfort_model::cloud::Resource;
use ringfort_source::Span;

use super::Aws;
use super::balancer::{ATTACHMENTS, Arrival, TARGETS, arrive};
use super::front::{NAMES, stranger};
use crate::cloud::build::Builder;
use crate::cloud::doubt::{self, Access, FRONT};
use crate::cloud::endpoint::EndpointId;
use crate::cloud::gate::Gate;
use crate::cloud::link::Link;

/// Kinds that name what leads to them, where, and what that is.
const NAMED: &[(&str, &str, &[&str])] = &[
    ("aws_ecs_service", "load_balancer.target_group_arn", TARGETS),
    ("aws_autoscaling_group", "target_group_arns", TARGETS),
    ("aws_autoscaling_group", "load_balancers", &["aws_elb"]),
];

/// Kinds that tie a group to a target: what the group is called there, and what it leads to.
const TIES: &[(&[&str], &str, &[&str], &str)] = &[
    (ATTACHMENTS, "target_group_arn", TARGETS, "target_id"),
    (&["aws_autoscaling_attachment"], "lb_target_group_arn", TARGETS, "autoscaling_group_name"),
    (&["aws_autoscaling_attachment"], "elb", &["aws_elb"], "autoscaling_group_name"),
    (&["aws_elb_attachment"], "elb", &["aws_elb"], "instance"),
];

/// What such a tie can lead to.
const MACHINES: &[&str] = &["aws_instance", "aws_autoscaling_group", "aws_lb", "aws_alb"];

/// An endpoint with something in front of it that is not known, why, and where that is written.
type Behind<'a> = (EndpointId, &'a str, Span);

pub(crate) fn derive<'a>(b: &mut Builder<'a>, aws: &Aws<'a>) {
    let mut found: Vec<Behind<'a>> = vec![];
    for (kind, path, fronts) in NAMED {
        for target in b.world.facts.resources(kind) {
            found.extend(named(b, target, target, path, fronts));
        }
    }
    for (kinds, path, fronts, target) in TIES {
        for tie in b.world.all(kinds) {
            let links = b.world.links(tie, target, MACHINES, &["id", "name", "private_ip", "arn"]);
            for target in links.into_iter().filter_map(Link::resource) {
                found.extend(named(b, target, tie, path, fronts));
            }
        }
    }
    doubt::aside(b, |b| {
        for behind in found {
            enter(b, aws, behind);
        }
    });
}

/// `target` with what `from` names at `path`, if that is not known.
fn named<'a>(
    b: &Builder<'a>,
    target: &'a Resource,
    from: &'a Resource,
    path: &'a str,
    fronts: &[&str],
) -> Option<Behind<'a>> {
    let links = b.world.links(from, path, fronts, NAMES);
    let (cause, at) = b.world.loose(from, path, links, &[])?;
    Some((b.endpoint_of(target)?, cause, at))
}

/// Lets somebody unknown in, through its own rules.
fn enter(b: &mut Builder<'_>, aws: &Aws<'_>, (id, cause, at): Behind<'_>) {
    let Some(endpoint) = b.estate.endpoint(id) else { return };
    let by = stranger("who connects is not known: what leads here is not");
    let own = Access::ByOrKept(by.clone()).gate(&endpoint.inner, None);
    let what = format!("what leads to {} is not known", endpoint.address);
    let gate = Gate::All(vec![doubt::keep(b, at, &what, cause), own]);
    let through = vec![FRONT.into()];
    arrive(b, aws, id, &Arrival { through, gate, by: Some(by), over_private_link: false });
}
