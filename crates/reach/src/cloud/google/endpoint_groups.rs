//! Groups of network endpoints behind a balancer: addresses of machines, and what Google runs without servers.
//!
//! Source: Google Cloud, "network endpoint groups overview" and "serverless NEGs".

use ringfort_model::cloud::Resource;
use ringfort_source::Node;

use super::balancer::{INSTANCES, NAMES};
use crate::cloud::build::Builder;
use crate::cloud::endpoint::{EndpointId, Way};
use crate::cloud::gate::Gate;
use crate::cloud::link::Link;
use crate::ports::{PortSet, Protocol};

/// The types of such groups.
pub(super) const KINDS: &[&str] =
    &["google_compute_network_endpoint_group", "google_compute_region_network_endpoint_group"];
/// What one of them adds to a group.
pub(super) const LONE: &[&str] =
    &["google_compute_network_endpoint", "google_compute_network_endpoints"];
pub(super) const GROUP: &str = "network_endpoint_group";

/// The block of a serverless group, the attribute that names the service, what that may be, and where such a service says
/// from where it is reached.
pub(super) const SERVERLESS: &[(&str, &str, &[&str], &str)] = &[
    ("cloud_run", "service", &["google_cloud_run_v2_service"], "ingress"),
    ("cloud_run", "service", &["google_cloud_run_service"], ""),
    ("cloud_function", "function", &["google_cloudfunctions_function"], "ingress_settings"),
    (
        "cloud_function",
        "function",
        &["google_cloudfunctions2_function"],
        "service_config.ingress_settings",
    ),
];
/// The ingress of a Cloud Run service of the first version: an annotation.
const ANNOTATION: &str = "run.googleapis.com/ingress";
/// Settings that admit what comes over an external balancer, beside the one that admits everything.
const BALANCED: [&str; 6] = [
    "INGRESS_TRAFFIC_ALL",
    "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER",
    "ALLOW_ALL",
    "ALLOW_INTERNAL_AND_GCLB",
    "all",
    "internal-and-cloud-load-balancing",
];

/// The machines whose addresses are in `group`, each with its port.
pub(super) fn members(b: &Builder<'_>, group: &Resource) -> Vec<(EndpointId, PortSet)> {
    let own = group.at("default_port").node().and_then(Node::as_i64);
    let mut found = vec![];
    for kind in LONE {
        for entry in b.world.facts.resources(kind) {
            let links = b.world.links(entry, GROUP, KINDS, NAMES);
            if !links.iter().any(|l| l.resource().is_some_and(|g| std::ptr::eq(g, group))) {
                continue;
            }
            let blocks = entry.blocks("network_endpoints").iter();
            for body in blocks.chain([&entry.attrs]) {
                let links = b.world.links_in(entry, body.at("instance"), INSTANCES, NAMES);
                let port = body.at("port").node().and_then(Node::as_i64).or(own);
                let ports =
                    port.map_or(PortSet::every(Protocol::Tcp), |p| PortSet::one(Protocol::Tcp, p));
                let ids = links.into_iter().filter_map(|l| b.endpoint_of(l.resource()?));
                found.extend(ids.map(|id| (id, ports.clone())));
            }
        }
    }
    found
}

/// The ways to the services of a serverless group: their ingress has to admit what comes over a balancer.
pub(super) fn serverless(b: &mut Builder<'_>, rule: &Resource, group: &Resource, public: &Gate) {
    for (block, name, kinds, ingress) in SERVERLESS {
        let Some(body) = group.blocks(block).first() else { continue };
        for link in b.world.links_in(group, body.at(name), kinds, NAMES) {
            let Link::To(service) = link else { continue };
            let admits = admits(service, ingress);
            let Some(id) = b.endpoint_of(service) else { continue };
            let Some(endpoint) = b.endpoint_mut(id) else { continue };
            let ports = Gate::ports(PortSet::one(Protocol::Tcp, 443));
            let through = vec![rule.address.as_str().into()];
            let gate = Gate::All(vec![public.clone(), admits, ports]);
            endpoint.ways.push(Way { through, gate });
        }
    }
}

/// What a serverless service asks of what comes over a balancer; nothing of other resources.
pub(super) fn ingress(service: &Resource) -> Option<Gate> {
    let (.., path) = SERVERLESS.iter().find(|(_, _, kinds, _)| kinds.contains(&&*service.kind))?;
    let https = Gate::ports(PortSet::one(Protocol::Tcp, 443));
    Some(Gate::All(vec![admits(service, path), https]))
}

/// Does the ingress of `service` admit what comes over a balancer? Unless written it admits everything.
fn admits(service: &Resource, path: &str) -> Gate {
    let annotations = service.at("metadata.annotations").node();
    let node = match path {
        "" => annotations.and_then(|n| n.get(ANNOTATION)),
        path => service.at(path).node(),
    };
    let Some(node) = node else {
        return Gate::is(true, "its ingress is not restricted", service.header);
    };
    match node.as_str() {
        Some(word) => {
            Gate::is(BALANCED.contains(&word), format!("its ingress is {word}"), node.span)
        }
        None => Gate::perhaps("its ingress", node.span, node.cause()),
    }
}
