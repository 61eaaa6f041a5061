//! NetworkPolicies with their defaults (networking.k8s.io/v1 NetworkPolicySpec).

use ringfort_model::kube::{NetworkPolicy, Object, Peer, PolicyPort, PolicyRule, Selector};
use ringfort_source::{At, Node};

pub(super) fn policy(object: &Object) -> NetworkPolicy {
    let spec = object.root.at("spec");
    let types: Vec<&str> = spec.key("policyTypes").list().iter().filter_map(Node::as_str).collect();
    let governs =
        |name: &str, default: bool| if types.is_empty() { default } else { types.contains(&name) };
    let rules = |key: &str, peers: &str| -> Vec<PolicyRule> {
        spec.key(key).list().iter().map(|n| rule(n, peers)).collect()
    };
    let egress_written = !spec.key("egress").is_absent();
    NetworkPolicy {
        object: object.id,
        pods: Selector::read(spec.key("podSelector")),
        ingress: governs("Ingress", true).then(|| rules("ingress", "from")),
        egress: governs("Egress", egress_written).then(|| rules("egress", "to")),
        unknown: spec.is_unknown() || spec.node().is_some_and(Node::has_unknown),
    }
}

fn rule(node: &Node, peers: &str) -> PolicyRule {
    PolicyRule {
        peers: node.at(peers).list().iter().map(peer).collect(),
        ports: node.at("ports").list().iter().map(port).collect(),
        span: node.span,
    }
}

fn peer(node: &Node) -> Peer {
    if let Some(block) = node.at("ipBlock").node() {
        let except = block.at("except").list().iter().filter_map(Node::as_str).map(Into::into);
        let cidr = block.at("cidr").str().unwrap_or("").into();
        return Peer::Cidr { cidr, except: except.collect(), span: node.span };
    }
    let optional = |key: &str| match node.at(key) {
        At::Absent(_) => None,
        at => Some(Selector::read(at)),
    };
    let (namespaces, pods) = (optional("namespaceSelector"), optional("podSelector"));
    Peer::Pods { namespaces, pods, span: node.span }
}

fn port(node: &Node) -> PolicyPort {
    PolicyPort {
        port: node.at("port").node().and_then(Node::scalar).unwrap_or_default().into(),
        end: node.at("endPort").node().and_then(Node::as_i64).unwrap_or(0),
        protocol: node.at("protocol").str().unwrap_or("TCP").into(),
    }
}
