//! Clusters of GKE: the control plane, and nodes with external addresses.

use ringfort_facts::cloud::gke;
use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::{At, Node};

use super::firewall::Firewalls;
use super::machine::{tell, walls_of};
use super::network;
use crate::cloud::build::{Builder, Draft, Ranges, switch};
use crate::cloud::endpoint::{Provider, Sort};
use crate::cloud::gate::Gate;
use crate::cloud::link::Link;
use crate::ports::{PortSet, Protocol};

pub(crate) fn derive<'a>(b: &mut Builder<'a>, walls: &mut Firewalls<'a>) {
    for cluster in b.world.all(&["google_container_cluster"]) {
        let draft = control_plane(b, cluster);
        b.add(cluster, draft);
        for (n, pool) in gke::pools(cluster).into_iter().enumerate() {
            let draft = nodes(b, walls, cluster, cluster, pool.body);
            let name = if n == 0 { "node_pool".to_owned() } else { format!("node_pool[{n}]") };
            b.add_part(cluster, &name, draft);
        }
    }
    for pool in b.world.all(&["google_container_node_pool"]) {
        let link = b.world.link(pool, "cluster", &["google_container_cluster"]);
        let draft = match link {
            Some(Link::To(cluster)) => nodes(b, walls, pool, cluster, &pool.attrs),
            _ => {
                let gate =
                    Gate::perhaps("its cluster", pool.header, "the cluster is not in the files");
                Draft::new(Provider::Google, Sort::Nodes).way(&["external address"], vec![gate])
            }
        };
        b.add(pool, draft);
    }
}

/// A private endpoint, or authorised networks: a block without any admits nobody over the public address.
fn control_plane(b: &mut Builder<'_>, cluster: &Resource) -> Draft {
    let path = "private_cluster_config.enable_private_endpoint";
    let public = switch(cluster, path, false, false, "a public endpoint");
    let networks = match cluster.at("master_authorized_networks_config") {
        At::Absent(at) => Gate::is(true, "no authorised networks: everyone is let in", at),
        At::Unknown(node) => Gate::perhaps("authorised networks", node.span, node.cause()),
        At::Set(node) => {
            let list = Ranges {
                at: node.at("cidr_blocks"),
                key: Some("cidr_block"),
                open: "authorised network",
                closed: "authorised networks name others only",
            };
            b.ranges(&list, false)
        }
    };
    let https = Gate::ports(PortSet::one(Protocol::Tcp, 443));
    let mut gates = vec![public, networks, https];
    let own = "control_plane_endpoints_config.ip_endpoints_config.enabled";
    if !cluster.at(own).is_absent() {
        gates.push(switch(cluster, own, true, true, "an endpoint by address"));
    }
    Draft::new(Provider::Google, Sort::ControlPlane).way(&["public endpoint"], gates)
}

fn nodes<'a>(
    b: &mut Builder<'a>,
    walls: &mut Firewalls<'a>,
    owner: &'a Resource,
    cluster: &'a Resource,
    pool: &'a Node,
) -> Draft {
    let mut draft = Draft::new(Provider::Google, Sort::Nodes);
    tell(
        b,
        owner,
        pool.at("node_config.tags"),
        pool.at("node_config.service_account"),
        &mut draft.party,
    );
    let found = network::of_card(b.world, cluster, &cluster.attrs, &mut draft.party);
    let (ingress, egress) = walls_of(b, walls, cluster, &found);
    let resource = found.as_ref().ok().and_then(|(_, r)| *r);
    draft.network = found.ok().map(|(mark, _)| mark);
    let mut gates = vec![external(cluster, pool), b.version_4(pool.span)];
    gates.extend(network::route(b, resource));
    draft.outside = Gate::All(gates.clone());
    gates.push(ingress.clone());
    (draft.inner, draft.outer) = (ingress, egress);
    draft.way(&["external address"], gates)
}

/// Nodes have external addresses unless pool or cluster make them private.
fn external(cluster: &Resource, pool: &Node) -> Gate {
    let own = Value::bool(pool.at("network_config.enable_private_nodes"), false);
    let private = if own.is_set() || own.is_unknown() {
        own
    } else {
        cluster.bool("private_cluster_config.enable_private_nodes", false)
    };
    match private.known() {
        Some(private_nodes) => {
            let what =
                if *private_nodes { "private nodes" } else { "nodes have external addresses" };
            Gate::is(!private_nodes, what, private.span())
        }
        None => Gate::perhaps(
            "external addresses of nodes",
            private.span(),
            "`enable_private_nodes` is not known",
        ),
    }
}
