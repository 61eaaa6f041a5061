//! The policies of cluster administrators (policy.networking.k8s.io): AdminNetworkPolicy and
//! BaselineAdminNetworkPolicy of v1alpha1, ClusterNetworkPolicy of v1alpha2.

use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::{Reader, parts, selector};
use crate::address::Addresses;
use crate::bits::Tri;
use crate::expr::{Domain, Expr};
use crate::policy::{Action, Peer, Pods, Policy, RemarkKind, Rule, RulePorts, Side, TierKey};
use crate::ports::Protocol;

pub(super) fn read(reader: &mut Reader<'_, '_>, object: &Object) {
    let spec = object.at("spec");
    let Some(tier) = tier(reader, object, spec) else { return };
    let subject = named_pods(spec.key("subject"));
    let subject = reader.policies.selector(selector::only_pods(subject));
    let side = |reader: &mut Reader<'_, '_>, key: &str, peers: &str| Side {
        isolates: Tri::No,
        rules: rules(reader, spec.key(key), peers),
    };
    let (ingress, egress) = (side(reader, "ingress", "from"), side(reader, "egress", "to"));
    let order = spec.key("priority").node().and_then(Node::as_i64).unwrap_or(i64::MAX);
    let order =
        if tier == TierKey::baseline() && object.kind.starts_with("Baseline") { 0 } else { order };
    reader.policies.all.push(Policy {
        object: object.id,
        at: object.head,
        tier,
        order,
        subject,
        networks: vec![],
        ingress,
        egress,
    });
}

fn tier(reader: &mut Reader<'_, '_>, object: &Object, spec: At<'_>) -> Option<TierKey> {
    match (&*object.kind, spec.key("tier").str()) {
        ("AdminNetworkPolicy", _) | ("ClusterNetworkPolicy", Some("Admin")) => {
            Some(TierKey::admin())
        }
        ("BaselineAdminNetworkPolicy", _) | ("ClusterNetworkPolicy", Some("Baseline")) => {
            Some(TierKey::baseline())
        }
        _ => {
            let message = format!(
                "`{}` has no known tier (`Admin` or `Baseline`): it was left out",
                object.resource
            );
            reader.policies.remark(RemarkKind::Undefined, object.head, message);
            None
        }
    }
}

/// `namespaces` (a selector) or `pods` (two selectors).
fn named_pods(at: At<'_>) -> Expr {
    match (at.key("namespaces"), at.key("pods")) {
        (At::Unknown(node), _) | (_, At::Unknown(node)) => Expr::Unknown(node.cause().into()),
        (At::Set(_), _) => selector::kubernetes(at.key("namespaces"), Domain::Namespace),
        (_, At::Set(_)) => {
            let pods = at.key("pods");
            Expr::and([
                selector::kubernetes(pods.key("namespaceSelector"), Domain::Namespace),
                selector::kubernetes(pods.key("podSelector"), Domain::Pod),
            ])
        }
        (At::Absent(_), At::Absent(_)) => Expr::None,
    }
}

fn rules(reader: &mut Reader<'_, '_>, list: At<'_>, peers: &str) -> Vec<Rule> {
    let mut rules = vec![];
    for node in list.list() {
        let action = match node.at("action").str() {
            Some("Allow" | "Accept") => Action::Allow,
            Some("Deny") => Action::Deny,
            Some("Pass") => Action::Pass,
            _ => {
                reader.policies.remark(
                    RemarkKind::Undefined,
                    node.span,
                    "the action of this rule is not known: what it matches is left undecided",
                );
                for action in [Action::Allow, Action::Deny, Action::Pass] {
                    rules.push(Rule { certain: Tri::Maybe, ..rule(reader, node, peers, action) });
                }
                continue;
            }
        };
        rules.push(rule(reader, node, peers, action));
    }
    rules
}

fn rule(reader: &mut Reader<'_, '_>, node: &Node, peers: &str, action: Action) -> Rule {
    Rule {
        action,
        peers: node.at(peers).list().iter().map(|n| peer(reader, n)).collect(),
        ports: ports(node),
        certain: Tri::Yes,
        narrowed: false,
        own: None,
        at: node.span,
    }
}

fn peer(reader: &mut Reader<'_, '_>, node: &Node) -> Peer {
    let at = At::Set(node);
    if !at.key("networks").is_absent() {
        return match parts::ranges(at.key("networks")) {
            Ok(ranges) => {
                let addresses = reader.policies.addresses(Addresses { ranges, except: vec![] });
                Peer { addresses: Some(addresses), pods: Pods::Inside, ..Peer::nobody() }
            }
            Err(cause) => anywhere(reader, cause),
        };
    }
    if !at.key("domainNames").is_absent() {
        let cause = "names are resolved while the cluster runs".into();
        return Peer { outside: Tri::Maybe, cause: Some(cause), ..Peer::nobody() };
    }
    if !at.key("nodes").is_absent() {
        let cause = "the labels of nodes are not in the files".into();
        return Peer { nodes: Tri::Maybe, cause: Some(cause), ..Peer::nobody() };
    }
    let selector = selector::only_pods(named_pods(at));
    Peer::pods(reader.policies.selector(selector))
}

/// It may be anyone.
fn anywhere(reader: &mut Reader<'_, '_>, cause: Box<str>) -> Peer {
    Peer {
        selector: Some(reader.policies.selector(Expr::Unknown(cause.clone()))),
        outside: Tri::Maybe,
        nodes: Tri::Maybe,
        cause: Some(cause),
        ..Peer::nobody()
    }
}

/// The ports of a rule: `ports` of v1alpha1, `protocols` of v1alpha2; none written means all.
fn ports(rule: &Node) -> RulePorts {
    let (old, new) = (rule.at("ports"), rule.at("protocols"));
    if old.is_unknown() || new.is_unknown() {
        return RulePorts::unknown();
    }
    if old.list().is_empty() && new.list().is_empty() {
        return RulePorts::all();
    }
    let mut ports = RulePorts::default();
    for node in old.list() {
        old_port(node, &mut ports);
    }
    for node in new.list() {
        new_port(node, &mut ports);
    }
    ports
}

fn old_port(node: &Node, ports: &mut RulePorts) {
    let number = node.at("portNumber");
    let range = node.at("portRange");
    let name = node.at("namedPort");
    if node.is_unknown() {
        ports.unknown = RulePorts::unknown().unknown;
    } else if let At::Set(_) = number {
        add(ports, number.key("protocol"), number.key("port"), At::Absent(node.span));
    } else if let At::Set(_) = range {
        add(ports, range.key("protocol"), range.key("start"), range.key("end"));
    } else if let Some(name) = name.str() {
        let named = Protocol::ALL.into_iter().map(|p| (p, Box::from(name)));
        ports.names.extend(named);
    }
}

fn new_port(node: &Node, ports: &mut RulePorts) {
    for (key, protocol) in
        [("tcp", Protocol::Tcp), ("udp", Protocol::Udp), ("sctp", Protocol::Sctp)]
    {
        let At::Set(_) = node.at(key) else { continue };
        let port = node.at(key).key("destinationPort");
        if let At::Set(_) = port.key("range") {
            parts::add_port(
                ports,
                protocol,
                port.key("range").key("start"),
                port.key("range").key("end"),
            );
        } else {
            parts::add_port(ports, protocol, port.key("number"), At::Absent(node.span));
        }
    }
    if let Some(name) = node.at("destinationNamedPort").str() {
        let named = Protocol::ALL.into_iter().map(|p| (p, Box::from(name)));
        ports.names.extend(named);
    }
}

fn add(ports: &mut RulePorts, protocol: At<'_>, first: At<'_>, last: At<'_>) {
    match parts::protocol(protocol) {
        Ok(protocol) => parts::add_port(ports, protocol, first, last),
        Err(parts::Unreadable::Unknown) => ports.unknown = RulePorts::unknown().unknown,
        Err(parts::Unreadable::Other) => {}
    }
}
