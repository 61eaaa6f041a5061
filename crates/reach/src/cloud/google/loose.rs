//! Forwarding rules whose target is not known, and what they can lead to.

use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node, Span};

use super::balancer::{
    INSTANCES, MAPS, NAMES, POOLS, PROXIES, RULES, SERVICES, from_proxies, services,
};
use super::endpoint_groups::{self as groups, GROUP};
use super::machine::GROUPS;
use crate::cloud::build::Builder;
use crate::cloud::doubt::{Access, FRONT, Loose, spread, unknown};
use crate::cloud::endpoint::Way;
use crate::cloud::link::{Link, written};

/// What types begin with that are a known target, and no endpoint here.
const OTHERS: &[&str] = &[
    "google_compute_backend_bucket",
    "google_compute_service_attachment",
    "google_compute_vpn_gateway",
    "google_storage_",
];
const TARGETS: &[&str] = &[
    "google_compute_instance",
    "google_compute_instance_group_manager",
    "google_compute_region_instance_group_manager",
    "google_cloud_run_v2_service",
    "google_cloud_run_service",
    "google_cloudfunctions_function",
    "google_cloudfunctions2_function",
];
const LONE: &[&str] = &["google_compute_target_instance"];
const LISTED: &[&str] = &["google_compute_instance_group"];

/// Why a target is not known, and where it is written.
type Why<'a> = (&'a str, Span);

pub(crate) fn derive(b: &mut Builder<'_>) {
    let mut fronts = vec![];
    for front in b.world.all(RULES) {
        for (cause, at) in rule(b, front) {
            let into = Access::ByOrKept(from_proxies());
            fronts.push(Loose { front, cause, at, kinds: TARGETS, into });
        }
    }
    spread(b, fronts, groups::ingress, |b, id, gate| {
        if let Some(endpoint) = b.endpoint_mut(id) {
            endpoint.ways.push(Way { through: vec![FRONT.into()], gate });
        }
    });
}

fn top<'a>(b: &Builder<'a>, from: &'a Resource, path: &'a str, kinds: &[&str]) -> Option<Why<'a>> {
    let links = b.world.links(from, path, kinds, NAMES);
    b.world.loose(from, path, links, OTHERS)
}

fn nested<'a>(
    b: &Builder<'a>,
    (from, path): (&'a Resource, &'a str),
    at: At<'a>,
    kinds: &[&str],
) -> Option<Why<'a>> {
    let links = b.world.links_in(from, at, kinds, NAMES);
    b.world.loose(from, path, links, OTHERS)
}

/// Everything that is not known of where a rule leads.
fn rule<'a>(b: &Builder<'a>, rule: &'a Resource) -> Vec<Why<'a>> {
    let kinds = [PROXIES, POOLS, LONE].concat();
    let mut found: Vec<Why<'a>> = vec![];
    found.extend(top(b, rule, "target", &kinds));
    found.extend(top(b, rule, "backend_service", SERVICES));
    let mut behind: Vec<&Resource> = b
        .world
        .links(rule, "backend_service", SERVICES, NAMES)
        .into_iter()
        .filter_map(Link::resource)
        .collect();
    let targets = b.world.links(rule, "target", &kinds, NAMES);
    for target in targets.into_iter().filter_map(Link::resource) {
        found.extend(top(b, target, "instance", INSTANCES));
        found.extend(top(b, target, "instances", INSTANCES));
        found.extend(top(b, target, "backend_service", SERVICES));
        found.extend(top(b, target, "url_map", MAPS));
        let maps = b.world.links(target, "url_map", MAPS, NAMES);
        found.extend(maps.into_iter().filter_map(|l| map(b, l.resource()?)));
        behind.extend(services(b.world, target));
    }
    found.extend(behind.into_iter().filter_map(|service| backends(b, service)));
    found
}

/// The first backend of a map of requests that is not known.
fn map<'a>(b: &Builder<'a>, map: &'a Resource) -> Option<Why<'a>> {
    let whole = top(b, map, "default_service", SERVICES);
    let paths = || unknown(written(map, "path_matcher"));
    whole.or_else(paths).or_else(|| map.blocks("path_matcher").iter().find_map(|m| path(b, map, m)))
}

fn path<'a>(b: &Builder<'a>, map: &'a Resource, matcher: &'a Node) -> Option<Why<'a>> {
    let service = |at| nested(b, (map, "path_matcher"), at, SERVICES);
    let mut rules = matcher.at("path_rule").list().iter();
    unknown(matcher.at("path_rule"))
        .or_else(|| service(matcher.at("default_service")))
        .or_else(|| rules.find_map(|rule| service(rule.at("service"))))
}

/// The first group behind a service, or member of one, that is not known.
fn backends<'a>(b: &Builder<'a>, service: &'a Resource) -> Option<Why<'a>> {
    let kinds = [GROUPS, LISTED, groups::KINDS].concat();
    let all = unknown(written(service, "backend"));
    all.or_else(|| {
        service.blocks("backend").iter().find_map(|backend| {
            let at = backend.at("group");
            let groups = b.world.links_in(service, at, &kinds, NAMES);
            let mut groups = groups.into_iter().filter_map(Link::resource);
            nested(b, (service, "backend.group"), at, &kinds)
                .or_else(|| groups.find_map(|group| member(b, group)))
        })
    })
}

/// The first member of a group that is not known.
fn member<'a>(b: &Builder<'a>, group: &'a Resource) -> Option<Why<'a>> {
    if LISTED.contains(&&*group.kind) {
        return top(b, group, "instances", INSTANCES);
    }
    let served = groups::SERVERLESS.iter().find_map(|(block, name, ..)| {
        let body = group.blocks(block).first()?;
        let kinds: Vec<&str> = groups::SERVERLESS.iter().flat_map(|s| s.2).copied().collect();
        nested(b, (group, block), body.at(name), &kinds)
    });
    let mut ties = b.world.pointing(groups::LONE, GROUP, group);
    served.or_else(|| {
        ties.find_map(|tie| {
            let mut blocks = tie.blocks("network_endpoints").iter().chain([&tie.attrs]);
            unknown(written(tie, "network_endpoints")).or_else(|| {
                blocks.find_map(|n| nested(b, (tie, "instance"), n.at("instance"), INSTANCES))
            })
        })
    })
}
