//! Where the API server can be reached from: the endpoints of managed control planes.

use ringfort_facts::Facts;
use ringfort_facts::cloud::firewall::is_world;
use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Span};
use ringfort_vocab::Declared;

use super::Standing;

/// The endpoint of one cluster.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    /// The cluster.
    pub(crate) name: String,
    /// What decides.
    pub(crate) at: Span,
    /// Is it closed to the Internet?
    pub(crate) standing: Standing,
}

/// The endpoints that infrastructure code describes.
pub(crate) fn endpoints(facts: &Facts, _declared: &Declared) -> Vec<Endpoint> {
    let eks = facts.resources("aws_eks_cluster").map(eks);
    let aks = facts.resources("azurerm_kubernetes_cluster").map(aks);
    let gke = facts.resources("google_container_cluster").map(gke);
    eks.chain(aks).chain(gke).collect()
}

fn endpoint(cluster: &Resource, at: Span, standing: Standing) -> Endpoint {
    Endpoint { name: cluster.address.clone(), at, standing }
}

/// `endpoint_public_access` is true and `public_access_cidrs` the world unless written (AWS provider, `aws_eks_cluster`).
fn eks(cluster: &Resource) -> Endpoint {
    let public = cluster.bool("vpc_config.endpoint_public_access", true);
    if let Some(closed) = closed_or_unknown(&public, false, "the endpoint is private") {
        return endpoint(cluster, public.span(), closed);
    }
    let ranges = cluster.at("vpc_config.public_access_cidrs");
    let standing = ranges_standing(ranges, cluster.header);
    endpoint(cluster, public.span(), standing)
}

/// `private_cluster_enabled`, or authorised ranges (`api_server_access_profile.authorized_ip_ranges`).
fn aks(cluster: &Resource) -> Endpoint {
    let private = cluster.bool("private_cluster_enabled", false);
    if let Some(closed) = closed_or_unknown(&private, true, "the cluster is private") {
        return endpoint(cluster, private.span(), closed);
    }
    let new = cluster.at("api_server_access_profile.authorized_ip_ranges");
    let ranges = if new.is_absent() { cluster.at("api_server_authorized_ip_ranges") } else { new };
    endpoint(cluster, private.span(), ranges_standing(ranges, cluster.header))
}

/// A private endpoint, or authorised networks.
fn gke(cluster: &Resource) -> Endpoint {
    let private = cluster.bool("private_cluster_config.enable_private_endpoint", false);
    if let Some(closed) = closed_or_unknown(&private, true, "the endpoint is private") {
        return endpoint(cluster, private.span(), closed);
    }
    let networks = cluster.at("master_authorized_networks_config");
    let standing = match networks {
        At::Absent(_) => Standing::Absent(Some(cluster.header)),
        At::Unknown(node) => Standing::Unknown(node.span, node.cause().into()),
        At::Set(node) => {
            let blocks = cluster.blocks("master_authorized_networks_config");
            let ranges = blocks.iter().flat_map(|b| b.at("cidr_blocks").list());
            let mut ranges = ranges.map(|b| b.at("cidr_block"));
            match ranges.find(|r| r.is_unknown() || r.str().is_some_and(is_world)) {
                Some(At::Unknown(n)) => Standing::Unknown(n.span, n.cause().into()),
                Some(r) => Standing::Absent(Some(r.span())),
                None => Standing::InPlace(node.span, "named networks only".into()),
            }
        }
    };
    endpoint(cluster, private.span(), standing)
}

/// In place if `value` is `good`, unknown if it is not known; `None` if it is the other.
fn closed_or_unknown(value: &Value<bool>, good: bool, note: &'static str) -> Option<Standing> {
    match value {
        Value::Unknown(at, cause) => Some(Standing::Unknown(*at, cause.clone())),
        known if known.is(&good) => Some(Standing::InPlace(known.span(), note.into())),
        _ => None,
    }
}

/// A list of ranges keeps the world out if none of them is the world; an absent or empty one does not.
fn ranges_standing(ranges: At<'_>, head: Span) -> Standing {
    match ranges {
        At::Unknown(node) => Standing::Unknown(node.span, node.cause().into()),
        At::Set(node) if !node.items().is_empty() => {
            let unknown = node.items().iter().find(|n| n.is_unknown());
            let world = node.items().iter().any(|n| n.as_str().is_some_and(is_world));
            match (world, unknown) {
                (true, _) => Standing::Absent(Some(node.span)),
                (false, Some(n)) => Standing::Unknown(n.span, n.cause().into()),
                (false, None) => Standing::InPlace(node.span, "named networks only".into()),
            }
        }
        _ => Standing::Absent(Some(head)),
    }
}
