//! Clusters of AKS: the API server, and nodes with public addresses.

use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_source::Node;

use crate::cloud::build::{Builder, Draft, Ranges, switch};
use crate::cloud::endpoint::{Provider, Sort};
use crate::cloud::gate::Gate;
use crate::ports::{PortSet, Protocol};

pub(crate) fn derive(b: &mut Builder<'_>) {
    for cluster in b.world.all(&["azurerm_kubernetes_cluster"]) {
        let draft = control_plane(b, cluster);
        b.add(cluster, draft);
        let pools = cluster.blocks("default_node_pool");
        if let Some(pool) = pools.first() {
            let draft = nodes(cluster, pool, "default_node_pool.");
            b.add_part(cluster, "default_node_pool", draft);
        }
    }
    for pool in b.world.all(&["azurerm_kubernetes_cluster_node_pool"]) {
        let draft = nodes(pool, &pool.attrs, "");
        b.add(pool, draft);
    }
}

fn control_plane(b: &mut Builder<'_>, cluster: &Resource) -> Draft {
    let new = cluster.at("api_server_access_profile.authorized_ip_ranges");
    let at = if new.is_absent() { cluster.at("api_server_authorized_ip_ranges") } else { new };
    let list = Ranges {
        at,
        key: None,
        open: "authorized_ip_ranges",
        closed: "authorized_ip_ranges names others only",
    };
    let gates = vec![
        switch(cluster, "private_cluster_enabled", false, false, "a public endpoint"),
        b.ranges(&list, true),
        Gate::ports(PortSet::one(Protocol::Tcp, 443)),
    ];
    Draft::new(Provider::Azure, Sort::ControlPlane).way(&["public endpoint"], gates)
}

/// The group that AKS makes for nodes admits what the pool allows to ports of the host, and Services.
fn nodes(owner: &Resource, pool: &Node, prefix: &str) -> Draft {
    let path = format!("{prefix}node_public_ip_enabled");
    let public = switch(owner, &path, false, true, "public addresses of nodes");
    let allowed = pool.at("node_network_profile.allowed_host_ports");
    let one = |n: &Node| {
        let [first, last] = ["port_start", "port_end"].map(|p| Value::int(n.at(p), 0));
        let protocol = n.at("protocol").str().and_then(Protocol::read).unwrap_or(Protocol::Tcp);
        match (first.known(), last.known()) {
            (Some(first), Some(last)) => PortSet::range(protocol, *first, *last),
            _ => PortSet::every(protocol),
        }
    };
    let ports = allowed.list().iter().map(one).fold(PortSet::none(), |a, b| a.or(&b));
    let guard = if ports.is_empty() {
        Gate::is(false, "the network security group of the nodes admits nobody", allowed.span())
    } else {
        Gate::All(vec![Gate::is(true, "allowed_host_ports", allowed.span()), Gate::ports(ports)])
    };
    let mut draft = Draft::new(Provider::Azure, Sort::Nodes);
    (draft.outside, draft.inner) = (public.clone(), guard.clone());
    draft.way(&["public address"], vec![public, guard])
}
