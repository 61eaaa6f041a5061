//! From the objects of each policy language to [`crate::policy::Policies`].

mod admin;
mod calico;
mod calico_selector;
mod cilium;
mod istio;
mod istio_source;
mod kubernetes;
mod linkerd;
mod linkerd_source;
mod ovn;
mod parts;
pub(crate) mod selector;
mod source;

use ringfort_model::kube::Object;

use crate::cluster::Cluster;
use crate::network::Networks;
use crate::policy::Policies;

pub(crate) use calico::network_sets;
pub(crate) use parts::{add_port, protocol};

/// Everything a reader needs.
pub(crate) struct Reader<'a, 'c> {
    pub(crate) cluster: &'c Cluster<'a>,
    pub(crate) networks: &'c Networks,
    pub(crate) policies: Policies,
}

/// Reads all policies.
pub(crate) fn read(cluster: &Cluster<'_>, networks: &Networks) -> Policies {
    let mut reader = Reader { cluster, networks, policies: Policies::default() };
    for object in cluster.objects() {
        one(&mut reader, object);
    }
    linkerd::defaults(&mut reader);
    let kube = &cluster.facts.model.kube;
    let mut policies = reader.policies;
    policies.sort(|p| kube.object(p.object).map(|o| o.name.clone()).unwrap_or_default());
    policies
}

fn one(reader: &mut Reader<'_, '_>, object: &Object) {
    match (object.group(), &*object.kind) {
        ("networking.k8s.io" | "extensions", "NetworkPolicy") => kubernetes::read(reader, object),
        ("k8s.cni.cncf.io", "MultiNetworkPolicy") => kubernetes::read_secondary(reader, object),
        (
            "policy.networking.k8s.io",
            "AdminNetworkPolicy" | "BaselineAdminNetworkPolicy" | "ClusterNetworkPolicy",
        ) => admin::read(reader, object),
        ("cilium.io", "CiliumNetworkPolicy" | "CiliumClusterwideNetworkPolicy") => {
            cilium::read(reader, object);
        }
        ("k8s.ovn.org", "EgressFirewall") | ("network.openshift.io", "EgressNetworkPolicy") => {
            ovn::read(reader, object);
        }
        ("security.istio.io", "PeerAuthentication") => istio::peer_authentication(reader, object),
        ("security.istio.io", "AuthorizationPolicy") => istio::authorization(reader, object),
        ("policy.linkerd.io", kind) => linkerd::read(reader, object, kind),
        ("projectcalico.org" | "crd.projectcalico.org", kind) => calico::read(reader, object, kind),
        _ => {}
    }
}
