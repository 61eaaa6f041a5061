//! CiliumNetworkPolicy and CiliumClusterwideNetworkPolicy (Cilium documentation, "Layer 3", "Layer 4", "Deny
//! Policies", "Policy Enforcement Modes"). What one denies is denied whatever another allows, so denials stand
//! in front of the tier that they share with NetworkPolicy.

use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::{Reader, parts, selector};
use crate::bits::Tri;
use crate::cluster::namespace_of;
use crate::expr::{Domain, Expr};
use crate::labels::{ACCOUNT_NAME, NAMESPACE_NAME};
use crate::policy::{
    Action, Direction, Peer, Pods, Policy, RemarkKind, Rule, RulePorts, Side, TierKey,
};
use crate::ports::{PortSet, Protocol};

/// One specification of a policy, and where selectors without a namespace look.
#[derive(Clone)]
struct Spec<'n> {
    at: At<'n>,
    /// The pods of the policy's namespace; everyone for a cluster-wide policy.
    here: Expr,
}

pub(super) fn read(reader: &mut Reader<'_, '_>, object: &Object) {
    let here = if &*object.kind == "CiliumNetworkPolicy" {
        selector::in_namespace(namespace_of(object))
    } else {
        Expr::All
    };
    let listed = object.at("specs").node().map_or(&[][..], Node::items);
    let one = match object.at("spec") {
        At::Absent(_) => None,
        at => Some(at),
    };
    for at in one.into_iter().chain(listed.iter().map(At::Set)) {
        specification(reader, object, &Spec { at, here: here.clone() });
    }
}

fn specification(reader: &mut Reader<'_, '_>, object: &Object, spec: &Spec<'_>) {
    if !spec.at.key("nodeSelector").is_absent() {
        let message = format!("`{}` is about nodes: it says nothing of pods", object.resource);
        reader.policies.remark(RemarkKind::NoEffect, object.head, message);
        return;
    }
    let own = selector::read(spec.at.key("endpointSelector"), &key);
    let subject = selector::only_pods(Expr::and([spec.here.clone(), own]));
    let subject = reader.policies.selector(subject);
    for (action, order) in [(Action::Deny, i64::MIN), (Action::Allow, 1_000_000)] {
        let ingress = side(reader, spec, Direction::Ingress, action);
        let egress = side(reader, spec, Direction::Egress, action);
        if action == Action::Deny && ingress.rules.is_empty() && egress.rules.is_empty() {
            continue;
        }
        reader.policies.all.push(Policy {
            object: object.id,
            at: object.head,
            tier: TierKey::standard(),
            order,
            subject,
            networks: vec![],
            ingress,
            egress,
        });
    }
}

/// The words of a direction.
struct Words {
    section: &'static str,
    denials: &'static str,
    endpoints: &'static str,
    requires: &'static str,
    cidr: &'static str,
    cidr_set: &'static str,
    entities: &'static str,
    nodes: &'static str,
    /// Peers outside the cluster that are named by something that files do not resolve.
    outside: &'static [&'static str],
}

const INGRESS: Words = Words {
    section: "ingress",
    denials: "ingressDeny",
    endpoints: "fromEndpoints",
    requires: "fromRequires",
    cidr: "fromCIDR",
    cidr_set: "fromCIDRSet",
    entities: "fromEntities",
    nodes: "fromNodes",
    outside: &["fromGroups"],
};

const EGRESS: Words = Words {
    section: "egress",
    denials: "egressDeny",
    endpoints: "toEndpoints",
    requires: "toRequires",
    cidr: "toCIDR",
    cidr_set: "toCIDRSet",
    entities: "toEntities",
    nodes: "toNodes",
    outside: &["toGroups", "toFQDNs", "toServices"],
};

fn side(
    reader: &mut Reader<'_, '_>,
    spec: &Spec<'_>,
    direction: Direction,
    action: Action,
) -> Side {
    let words = match direction {
        Direction::Ingress => &INGRESS,
        Direction::Egress => &EGRESS,
    };
    let section = if action == Action::Deny { words.denials } else { words.section };
    let list = spec.at.key(section).node().map_or(&[][..], Node::one_or_many);
    let rules = list.iter().map(|node| rule(reader, spec, node, words, action)).collect();
    let written = |key: &str| match spec.at.key(key) {
        At::Set(node) => Tri::is(!node.one_or_many().is_empty()),
        At::Unknown(_) => Tri::Maybe,
        At::Absent(_) => Tri::No,
    };
    let default = written(words.section).or(written(words.denials));
    let isolates = match spec.at.key("enableDefaultDeny").key(words.section) {
        At::Unknown(_) => Tri::Maybe,
        at => at.bool().map_or(default, Tri::is),
    };
    Side { isolates, rules }
}

fn rule(
    reader: &mut Reader<'_, '_>,
    spec: &Spec<'_>,
    node: &Node,
    words: &Words,
    action: Action,
) -> Rule {
    let peers = peers(reader, spec, node, words);
    let restricted = !node.at(words.requires).is_absent();
    Rule {
        action,
        peers,
        ports: ports(node),
        own: None,
        certain: if restricted || node.is_unknown() { Tri::Maybe } else { Tri::Yes },
        narrowed: node.at("toPorts").list().iter().any(|p| !p.at("rules").is_absent()),
        at: node.span,
    }
}

fn peers(reader: &mut Reader<'_, '_>, spec: &Spec<'_>, node: &Node, words: &Words) -> Vec<Peer> {
    let mut found = vec![];
    let named = [words.endpoints, words.cidr, words.cidr_set, words.entities, words.nodes];
    let is_named = named.iter().chain(words.outside).any(|k| !node.at(k).is_absent());
    if !is_named {
        // A rule that is about ports alone is about everyone; one that says nothing allows nothing.
        let ports = !node.at("toPorts").is_absent();
        let all = reader.policies.selector(Expr::All);
        return if ports { vec![Peer::everyone(all)] } else { found };
    }
    for endpoint in node.at(words.endpoints).list() {
        let wanted = selector::read(At::Set(endpoint), &key);
        let wanted =
            if names_namespace(endpoint) { wanted } else { Expr::and([spec.here.clone(), wanted]) };
        let id = reader.policies.selector(selector::only_pods(wanted));
        found.push(Peer::pods(id));
    }
    let list = node.at(words.cidr);
    if !list.is_absent() {
        let addresses = parts::block(list, At::Absent(node.span));
        found.push(ranges(reader, addresses));
    }
    for set in node.at(words.cidr_set).list() {
        let addresses = cidr_set(reader, set);
        found.push(ranges(reader, addresses));
    }
    found.extend(node.at(words.entities).list().iter().map(|e| entity(reader, e)));
    if !node.at(words.nodes).is_absent() {
        let cause = Some("the labels of nodes are not in the files".into());
        found.push(Peer { nodes: Tri::Maybe, cause, ..Peer::nobody() });
    }
    for key in words.outside.iter().filter(|k| !node.at(k).is_absent()) {
        found.push(elsewhere(reader, key));
    }
    found.extend([words.endpoints, words.entities, words.cidr_set].iter().filter_map(|k| {
        let At::Unknown(unknown) = node.at(k) else { return None };
        let id = reader.policies.selector(Expr::Unknown(unknown.cause().into()));
        let cause = Some(unknown.cause().into());
        Some(Peer { selector: Some(id), outside: Tri::Maybe, cause, ..Peer::nobody() })
    }));
    found
}

/// Peers that are named by something that only the running cluster resolves.
fn elsewhere(reader: &mut Reader<'_, '_>, key: &str) -> Peer {
    let cause: Box<str> = format!("`{key}` is resolved while the cluster runs").into();
    let services =
        (key == "toServices").then(|| reader.policies.selector(Expr::Unknown(cause.clone())));
    Peer { selector: services, outside: Tri::Maybe, cause: Some(cause), ..Peer::nobody() }
}

fn ranges(
    reader: &mut Reader<'_, '_>,
    addresses: Result<crate::address::Addresses, Box<str>>,
) -> Peer {
    match addresses {
        Ok(addresses) => {
            let addresses = Some(reader.policies.addresses(addresses));
            Peer { addresses, pods: Pods::Outside, ..Peer::nobody() }
        }
        Err(cause) => Peer { outside: Tri::Maybe, cause: Some(cause), ..Peer::nobody() },
    }
}

/// A range with exceptions, or a `CiliumCIDRGroup` by name.
fn cidr_set(reader: &Reader<'_, '_>, set: &Node) -> Result<crate::address::Addresses, Box<str>> {
    let Some(name) = set.at("cidrGroupRef").str() else {
        if set.at("cidr").is_absent() {
            return Err("a range that is not named by its addresses".into());
        }
        return parts::block(set.at("cidr"), set.at("except"));
    };
    let mut groups = reader.cluster.objects().filter(|o| &*o.kind == "CiliumCIDRGroup");
    let group = groups.find(|o| &*o.name == name);
    let group = group.ok_or_else(|| format!("CiliumCIDRGroup `{name}` was not read"))?;
    parts::block(group.at("spec.externalCIDRs"), set.at("except"))
}

/// Cilium documentation, "Entities based".
fn entity(reader: &mut Reader<'_, '_>, node: &Node) -> Peer {
    let nodes =
        |cause: &str| Peer { nodes: Tri::Maybe, cause: Some(cause.into()), ..Peer::nobody() };
    match node.as_str() {
        Some("all") => Peer::everyone(reader.policies.selector(Expr::All)),
        Some("cluster") => {
            let pods = selector::only_pods(Expr::All);
            Peer { nodes: Tri::Yes, ..Peer::pods(reader.policies.selector(pods)) }
        }
        Some("world" | "world-ipv4" | "world-ipv6") => Peer { outside: Tri::Yes, ..Peer::nobody() },
        Some("host" | "remote-node" | "ingress") => nodes("it depends on the node"),
        Some("kube-apiserver") => {
            let cause = Some("where the API server runs is not in the files".into());
            Peer { nodes: Tri::Maybe, outside: Tri::Maybe, cause, ..Peer::nobody() }
        }
        Some("health" | "init" | "none") => Peer::nobody(),
        _ => {
            let cause: Box<str> = "the entity is not known".into();
            let id = reader.policies.selector(Expr::Unknown(cause.clone()));
            Peer {
                selector: Some(id),
                outside: Tri::Maybe,
                nodes: Tri::Maybe,
                cause: Some(cause),
                ..Peer::nobody()
            }
        }
    }
}

/// The ports of a rule; none written means all, unless the rule is about ICMP.
fn ports(rule: &Node) -> RulePorts {
    let list = match rule.at("toPorts") {
        At::Unknown(_) => return RulePorts::unknown(),
        At::Absent(_) if rule.at("icmps").is_absent() => return RulePorts::all(),
        at => at.list(),
    };
    let mut ports = RulePorts::default();
    for group in list {
        let listed = group.at("ports");
        if listed.is_unknown() {
            ports.unknown = PortSet::all();
        } else if listed.list().is_empty() {
            ports.numbers = PortSet::all();
        }
        listed.list().iter().for_each(|node| port(node, &mut ports));
    }
    ports
}

fn port(node: &Node, ports: &mut RulePorts) {
    let protocols: &[Protocol] = match node.at("protocol") {
        At::Absent(_) => &Protocol::ALL,
        At::Unknown(_) => {
            ports.unknown = PortSet::all();
            return;
        }
        At::Set(n) => match n.as_str().map(str::to_ascii_uppercase).as_deref() {
            Some("TCP") => &[Protocol::Tcp],
            Some("UDP") => &[Protocol::Udp],
            Some("SCTP") => &[Protocol::Sctp],
            Some("ANY") => &Protocol::ALL,
            _ => &[],
        },
    };
    let at = node.at("port");
    let zero = at.node().and_then(Node::scalar).is_some_and(|text| text == "0");
    for protocol in protocols {
        let at = if zero { At::Absent(node.span) } else { at };
        parts::add_port(ports, *protocol, at, node.at("endPort"));
    }
}

/// Cilium's labels name their source in front (`k8s:`, `any:`), and carry namespace and account.
fn key(text: &str) -> selector::Key {
    let name = bare(text);
    if let Some(label) = name.strip_prefix("io.cilium.k8s.namespace.labels.") {
        return Ok((Domain::Namespace, label.into()));
    }
    match name {
        "io.kubernetes.pod.namespace" => Ok((Domain::Namespace, NAMESPACE_NAME.into())),
        "io.cilium.k8s.policy.serviceaccount" => Ok((Domain::Account, ACCOUNT_NAME.into())),
        "io.cilium.k8s.policy.cluster" => {
            Err(Expr::Unknown("the name of the cluster is not in the files".into()))
        }
        _ if text.starts_with("reserved:") || text.starts_with("cidr:") => {
            Err(Expr::Unknown(format!("label `{text}` is Cilium's own").into()))
        }
        _ => Ok((Domain::Pod, name.into())),
    }
}

fn bare(key: &str) -> &str {
    ["k8s:", "any:", "k8s.", "any."].iter().find_map(|p| key.strip_prefix(p)).unwrap_or(key)
}

/// Does a selector say which namespace it means? If not, it means the policy's own.
fn names_namespace(selector: &Node) -> bool {
    let is = |key: &str| {
        let name = bare(key);
        name == "io.kubernetes.pod.namespace" || name.starts_with("io.cilium.k8s.namespace.labels.")
    };
    let labels = selector.at("matchLabels").node().map_or(&[][..], Node::entries);
    let expressions = selector.at("matchExpressions").list();
    labels.iter().any(|e| is(&e.key))
        || expressions.iter().any(|e| e.at("key").str().is_some_and(is))
}
