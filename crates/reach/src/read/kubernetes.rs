//! NetworkPolicy (networking.k8s.io/v1), and MultiNetworkPolicy, which says the same of secondary networks.

use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::{Reader, parts, selector};
use crate::bits::Tri;
use crate::cluster::namespace_of;
use crate::expr::{Domain, Expr};
use crate::network::NetworkId;
use crate::policy::{Action, Peer, Pods, Policy, RemarkKind, Rule, RulePorts, Side, TierKey};

/// A policy of the primary network.
pub(super) fn read(reader: &mut Reader<'_, '_>, object: &Object) {
    policy(reader, object, vec![], Pods::Outside);
}

/// A policy of the secondary networks that its annotation names.
pub(super) fn read_secondary(reader: &mut Reader<'_, '_>, object: &Object) {
    let namespace = namespace_of(object);
    let named = object.annotation("k8s.v1.cni.cncf.io/policy-for").str().unwrap_or("");
    let names = named.split(',').filter(|n| !n.trim().is_empty());
    let networks: Vec<NetworkId> =
        names.filter_map(|n| reader.networks.resolve(namespace, n)).collect();
    if networks.is_empty() {
        let message =
            format!("`{}` names no network that was read: it has no effect here", object.resource);
        reader.policies.remark(RemarkKind::NoEffect, object.head, message);
        return;
    }
    policy(reader, object, networks, Pods::Own);
}

fn policy(reader: &mut Reader<'_, '_>, object: &Object, networks: Vec<NetworkId>, pods: Pods) {
    let namespace = namespace_of(object);
    let here = selector::in_namespace(namespace);
    let spec = object.at("spec");
    let own = selector::kubernetes(spec.key("podSelector"), Domain::Pod);
    let subject = selector::only_pods(Expr::and([here.clone(), own]));
    let subject = reader.policies.selector(subject);
    let mut side = |word: &str, key: &str, peers: &str, default: Tri| Side {
        isolates: governs(spec, word, default),
        rules: rules(reader, spec.key(key), peers, &here, pods),
    };
    let has_egress = match spec.key("egress") {
        At::Set(node) => Tri::is(!node.items().is_empty()),
        At::Unknown(_) => Tri::Maybe,
        At::Absent(_) => Tri::No,
    };
    let ingress = side("Ingress", "ingress", "from", Tri::Yes);
    let egress = side("Egress", "egress", "to", has_egress);
    reader.policies.all.push(Policy {
        object: object.id,
        at: object.head,
        tier: TierKey::standard(),
        order: 1_000_000,
        subject,
        networks,
        ingress: governed(ingress),
        egress: governed(egress),
    });
}

/// Rules of a direction that the policy does not govern have no effect: as certain as it governs, so are they.
fn governed(side: Side) -> Side {
    let Side { isolates, mut rules } = side;
    for rule in &mut rules {
        rule.certain = rule.certain.and(isolates);
    }
    rules.retain(|_| isolates > Tri::No);
    Side { isolates, rules }
}

/// Does the policy govern the direction? By `policyTypes`, else `default`.
fn governs(spec: At<'_>, word: &str, default: Tri) -> Tri {
    match spec.key("policyTypes") {
        At::Set(node) if !node.items().is_empty() => {
            let named = node.items().iter().any(|t| t.as_str() == Some(word));
            let unknown = node.has_unknown();
            if named {
                Tri::Yes
            } else if unknown {
                Tri::Maybe
            } else {
                Tri::No
            }
        }
        At::Unknown(_) => Tri::Maybe,
        At::Set(_) | At::Absent(_) if spec.is_unknown() => Tri::Maybe,
        At::Set(_) | At::Absent(_) => default,
    }
}

fn rules(
    reader: &mut Reader<'_, '_>,
    list: At<'_>,
    peers: &str,
    here: &Expr,
    pods: Pods,
) -> Vec<Rule> {
    if let At::Unknown(node) = list {
        let all = reader.policies.selector(Expr::All);
        let peer = Peer { cause: Some(node.cause().into()), ..Peer::everyone(all) };
        let (peers, ports) = (vec![peer], RulePorts::unknown());
        return vec![Rule {
            action: Action::Allow,
            peers,
            ports,
            certain: Tri::Maybe,
            narrowed: false,
            own: None,
            at: node.span,
        }];
    }
    let one = |node: &Node| Rule {
        action: Action::Allow,
        peers: peer_list(reader, node.at(peers), here, pods),
        ports: ports(node.at("ports")),
        certain: if node.is_unknown() { Tri::Maybe } else { Tri::Yes },
        narrowed: false,
        own: None,
        at: node.span,
    };
    list.list().iter().map(one).collect()
}

/// The peers; none written means everyone.
fn peer_list(reader: &mut Reader<'_, '_>, list: At<'_>, here: &Expr, pods: Pods) -> Vec<Peer> {
    let all = Peer::everyone(reader.policies.selector(Expr::All));
    match list {
        At::Unknown(node) => vec![Peer {
            selector: Some(reader.policies.selector(Expr::Unknown(node.cause().into()))),
            outside: Tri::Maybe,
            nodes: Tri::Maybe,
            cause: Some(node.cause().into()),
            ..Peer::nobody()
        }],
        at if at.list().is_empty() => vec![all],
        at => at.list().iter().map(|node| peer(reader, node, here, pods)).collect(),
    }
}

fn peer(reader: &mut Reader<'_, '_>, node: &Node, here: &Expr, pods: Pods) -> Peer {
    let unknown = |reader: &mut Reader<'_, '_>, cause: Box<str>| Peer {
        selector: Some(reader.policies.selector(Expr::Unknown(cause.clone()))),
        outside: Tri::Maybe,
        nodes: Tri::Maybe,
        cause: Some(cause),
        ..Peer::nobody()
    };
    if node.is_unknown() {
        return unknown(reader, node.cause().into());
    }
    if let At::Set(block) = node.at("ipBlock") {
        return match parts::block(block.at("cidr"), block.at("except")) {
            Ok(addresses) => {
                let addresses = Some(reader.policies.addresses(addresses));
                Peer { addresses, pods, ..Peer::nobody() }
            }
            Err(cause) => Peer {
                outside: Tri::Maybe,
                nodes: Tri::Maybe,
                cause: Some(cause),
                ..Peer::nobody()
            },
        };
    }
    let (namespaces, own) = (node.at("namespaceSelector"), node.at("podSelector"));
    if namespaces.is_absent() && own.is_absent() {
        return unknown(reader, "a peer that names nothing: the API refuses it".into());
    }
    let namespaces = match namespaces {
        At::Absent(_) => here.clone(),
        at => selector::kubernetes(at, Domain::Namespace),
    };
    let own = selector::kubernetes(own, Domain::Pod);
    let selector = selector::only_pods(Expr::and([namespaces, own]));
    Peer::pods(reader.policies.selector(selector))
}

/// The ports; none written means all.
fn ports(list: At<'_>) -> RulePorts {
    if list.is_unknown() {
        return RulePorts::unknown();
    }
    if list.list().is_empty() {
        return RulePorts::all();
    }
    let mut ports = RulePorts::default();
    for node in list.list() {
        match parts::protocol(node.at("protocol")) {
            Ok(protocol) => {
                parts::add_port(&mut ports, protocol, node.at("port"), node.at("endPort"));
            }
            Err(parts::Unreadable::Unknown) => ports.unknown = RulePorts::unknown().unknown,
            Err(parts::Unreadable::Other) => {}
        }
    }
    ports
}
