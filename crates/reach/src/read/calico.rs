//! Calico's own kinds (Calico documentation, "Network policy", "Global network policy", "Tier", "Network set").

use std::sync::Arc;

use ringfort_model::kube::Object;
use ringfort_source::{At, Kind, Node};

use super::{Reader, calico_selector, parts, selector};
use crate::address::{Addresses, Range};
use crate::bits::Tri;
use crate::cluster::{Cluster, namespace_of};
use crate::expr::{Domain, Expr};
use crate::labels::{ACCOUNT_NAME, Labels, NAMESPACE_NAME};
use crate::network::Attachments;
use crate::policy::{
    Action, Direction, Peer, Pods, Policy, RemarkKind, Rule, RulePorts, Side, TierKey,
};
use crate::ports::{PortSet, Protocol};
use crate::universe::{Being, Traits};

pub(super) fn read(reader: &mut Reader<'_, '_>, object: &Object, kind: &str) {
    match kind {
        "NetworkPolicy" | "GlobalNetworkPolicy" => policy(reader, object),
        "StagedNetworkPolicy" | "StagedGlobalNetworkPolicy" | "StagedKubernetesNetworkPolicy" => {
            let message = format!("`{}` is staged: Calico does not enforce it", object.resource);
            reader.policies.remark(RemarkKind::NoEffect, object.head, message);
        }
        _ => {}
    }
}

fn policy(reader: &mut Reader<'_, '_>, object: &Object) {
    let spec = object.at("spec");
    if ["preDNAT", "doNotTrack"].iter().any(|key| spec.key(key).bool() == Some(true)) {
        let message = format!(
            "`{}` is about the interfaces of hosts: it says nothing of pods",
            object.resource
        );
        reader.policies.remark(RemarkKind::NoEffect, object.head, message);
        return;
    }
    let own = (&*object.kind == "NetworkPolicy").then(|| namespace_of(object));
    let subject = Expr::and([
        own.map_or(Expr::All, selector::in_namespace),
        selected(spec.key("selector"), Domain::Pod),
        selected(spec.key("namespaceSelector"), Domain::Namespace),
        selected(spec.key("serviceAccountSelector"), Domain::Account),
    ]);
    let subject = reader.policies.selector(selector::only_pods(subject));
    let (tier, default) = tier(reader.cluster, spec);
    let sides = [Direction::Ingress, Direction::Egress].map(|direction| {
        let rules = rules(reader, spec, own, direction);
        Side { isolates: governs(spec, direction).and(default), rules }
    });
    let [ingress, egress] = sides;
    reader.policies.all.push(Policy {
        object: object.id,
        at: object.head,
        tier,
        order: thousandths(spec.key("order")),
        subject,
        networks: vec![],
        ingress,
        egress,
    });
}

/// Orders may have a fraction; without one a policy comes last.
fn thousandths(order: At<'_>) -> i64 {
    match order.node().map(|n| &n.kind) {
        Some(Kind::Int(n)) => n.saturating_mul(1_000),
        Some(Kind::Float(f)) => (f * 1_000.0) as i64,
        _ => i64::MAX,
    }
}

/// The tier, and whether its end denies.
fn tier(cluster: &Cluster<'_>, spec: At<'_>) -> (TierKey, Tri) {
    let name = spec.key("tier").str().unwrap_or("default");
    let object = cluster.objects().find(|o| &*o.kind == "Tier" && &*o.name == name);
    let order = object.map(|o| o.at("spec.order")).and_then(At::node).and_then(Node::as_i64);
    let known = match name {
        "default" => TierKey::standard(),
        "adminnetworkpolicy" => TierKey::admin(),
        "baselineadminnetworkpolicy" => TierKey::baseline(),
        _ => TierKey::new(i64::MAX, name),
    };
    let passes = object.and_then(|o| o.at("spec.defaultAction").str()) == Some("Pass");
    let key = order.map_or(known, |order| TierKey::new(order, name));
    (key, Tri::is(!passes))
}

/// `types`, else the directions that have rules, else ingress.
fn governs(spec: At<'_>, direction: Direction) -> Tri {
    let (word, key) = match direction {
        Direction::Ingress => ("Ingress", "ingress"),
        Direction::Egress => ("Egress", "egress"),
    };
    match spec.key("types") {
        At::Unknown(_) => Tri::Maybe,
        At::Set(node) => Tri::is(node.one_or_many().iter().any(|t| t.as_str() == Some(word))),
        At::Absent(_) => {
            let only_egress = spec.key("ingress").is_absent() && !spec.key("egress").is_absent();
            let written = !spec.key(key).is_absent();
            Tri::is(written || direction == Direction::Ingress && !only_egress)
        }
    }
}

fn rules(
    reader: &mut Reader<'_, '_>,
    spec: At<'_>,
    own: Option<&str>,
    direction: Direction,
) -> Vec<Rule> {
    let (key, peer, subject) = match direction {
        Direction::Ingress => ("ingress", "source", "destination"),
        Direction::Egress => ("egress", "destination", "source"),
    };
    if governs(spec, direction) == Tri::No {
        return vec![];
    }
    let mut rules = vec![];
    for node in spec.key(key).list() {
        let action = match node.at("action").str() {
            Some("Allow") => Action::Allow,
            Some("Deny") => Action::Deny,
            Some("Pass") => Action::Pass,
            _ => continue,
        };
        let peers = vec![entity(reader, node.at(peer), own)];
        let restricted =
            ["ports", "notPorts"].iter().any(|k| !node.at("source").key(k).is_absent());
        let certain = !restricted && node.at("ipVersion").node().and_then(Node::as_i64) != Some(6);
        rules.push(Rule {
            action,
            peers,
            ports: ports(node),
            own: restriction(reader, node.at(subject), own),
            certain: if certain && !node.is_unknown() { Tri::Yes } else { Tri::Maybe },
            narrowed: !node.at("http").is_absent(),
            at: node.span,
        });
    }
    rules
}

/// A selector in Calico's language; none selects everything.
fn selected(at: At<'_>, domain: Domain) -> Expr {
    match at {
        At::Absent(_) => Expr::All,
        At::Unknown(node) => Expr::Unknown(node.cause().into()),
        At::Set(node) => calico_selector::read(node.as_str().unwrap_or(""), domain),
    }
}

/// What a rule says of labels in its source or destination; `None` where it says nothing.
fn labels(entity: At<'_>, own: Option<&str>) -> Option<Expr> {
    let written = |key: &str| !entity.key(key).is_absent();
    let named = ["selector", "notSelector", "serviceAccounts", "namespaceSelector", "services"];
    if !named.iter().any(|key| written(key)) {
        return None;
    }
    let place = match (entity.key("namespaceSelector"), own) {
        (At::Absent(_), Some(own)) => selector::in_namespace(own),
        (At::Absent(_), None) => Expr::All,
        (at, _) if at.str().is_some_and(|s| s.trim() == "global()") => selected(at, Domain::Pod),
        (at, _) => Expr::and([
            Expr::Has(Domain::Namespace, NAMESPACE_NAME.into()),
            selected(at, Domain::Namespace),
        ]),
    };
    let not = match entity.key("notSelector") {
        At::Absent(_) => Expr::All,
        at => selected(at, Domain::Pod).not(),
    };
    let services = if written("services") {
        Expr::Unknown("the addresses of Services are not in the files".into())
    } else {
        Expr::All
    };
    let pods = selected(entity.key("selector"), Domain::Pod);
    Some(Expr::and([place, not, pods, services, accounts(entity.key("serviceAccounts"))]))
}

fn accounts(at: At<'_>) -> Expr {
    if let At::Unknown(node) = at {
        return Expr::Unknown(node.cause().into());
    }
    let names: Vec<Box<str>> =
        at.key("names").list().iter().filter_map(Node::scalar).map(Into::into).collect();
    let names = if names.is_empty() {
        Expr::All
    } else {
        Expr::In(Domain::Account, ACCOUNT_NAME.into(), names)
    };
    Expr::and([names, selected(at.key("selector"), Domain::Account)])
}

/// `nets` without `notNets`; `None` where neither is written.
fn addresses(entity: At<'_>) -> Option<Result<Addresses, Box<str>>> {
    let (nets, not) = (entity.key("nets"), entity.key("notNets"));
    if nets.is_absent() && not.is_absent() {
        return None;
    }
    let read = || {
        let everything = || Range::everything().to_vec();
        let ranges = if nets.is_absent() { everything() } else { parts::ranges(nets)? };
        Ok(Addresses { ranges, except: parts::ranges(not)? })
    };
    Some(read())
}

fn entity(reader: &mut Reader<'_, '_>, at: At<'_>, own: Option<&str>) -> Peer {
    let unknown = |reader: &mut Reader<'_, '_>, cause: Box<str>| Peer {
        selector: Some(reader.policies.selector(Expr::Unknown(cause.clone()))),
        outside: Tri::Maybe,
        nodes: Tri::Maybe,
        cause: Some(cause),
        ..Peer::nobody()
    };
    if let At::Unknown(node) = at {
        return unknown(reader, node.cause().into());
    }
    let outside = !at.key("domains").is_absent();
    match (labels(at, own), addresses(at)) {
        (None, None) if outside => {
            let cause = Some("names are resolved while the cluster runs".into());
            Peer { outside: Tri::Maybe, cause, ..Peer::nobody() }
        }
        (None, None) => Peer::everyone(reader.policies.selector(Expr::All)),
        (Some(labels), None) => Peer::pods(reader.policies.selector(labels)),
        (None, Some(Ok(addresses))) => {
            let addresses = Some(reader.policies.addresses(addresses));
            Peer { addresses, pods: Pods::Inside, ..Peer::nobody() }
        }
        (_, Some(Err(cause))) => unknown(reader, cause),
        (Some(labels), Some(Ok(_))) => {
            let cause = Expr::Unknown("addresses of pods are not in the files".into());
            Peer::pods(reader.policies.selector(Expr::and([labels, cause])))
        }
    }
}

/// What a rule says of the pods that its policy selects.
fn restriction(
    reader: &mut Reader<'_, '_>,
    at: At<'_>,
    own: Option<&str>,
) -> Option<crate::policy::SelectorId> {
    let expr = match (labels(at, own), addresses(at)) {
        (None, None) => return None,
        (Some(labels), None) => labels,
        _ => Expr::Unknown("addresses of pods are not in the files".into()),
    };
    Some(reader.policies.selector(expr))
}

/// Protocol and destination ports. A rule about another protocol than the three matches none of their ports.
fn ports(rule: &Node) -> RulePorts {
    let of = |at: At<'_>| -> Option<PortSet> {
        match at {
            At::Absent(_) => Some(PortSet::all()),
            At::Unknown(_) => None,
            At::Set(node) => Some(protocol(node).map_or(PortSet::none(), PortSet::every)),
        }
    };
    let (Some(base), Some(not)) = (of(rule.at("protocol")), of(rule.at("notProtocol"))) else {
        return RulePorts::unknown();
    };
    let base = if rule.at("notProtocol").is_absent() { base } else { base.minus(&not) };
    if !rule.at("icmp").is_absent() {
        return RulePorts::default();
    }
    let destination = rule.at("destination");
    let mut ports = match destination.key("ports") {
        At::Absent(_) => RulePorts { numbers: base.clone(), ..RulePorts::default() },
        at => listed(at, &base),
    };
    let left_out = match destination.key("notPorts") {
        At::Absent(_) => return ports,
        at => listed(at, &base),
    };
    if !left_out.names.is_empty() || !left_out.unknown.is_empty() {
        ports.unknown = ports.unknown.or(&ports.numbers);
        ports.numbers = PortSet::none();
    }
    ports.numbers = ports.numbers.minus(&left_out.numbers);
    ports.unknown = ports.unknown.minus(&left_out.numbers);
    ports
}

fn protocol(node: &Node) -> Option<Protocol> {
    match node.as_i64() {
        Some(6) => Some(Protocol::Tcp),
        Some(17) => Some(Protocol::Udp),
        Some(132) => Some(Protocol::Sctp),
        Some(_) => None,
        None => Protocol::read(node.as_str()?),
    }
}

/// Ports as numbers, names and ranges (`8000:8080`), of the protocols in `base`.
fn listed(list: At<'_>, base: &PortSet) -> RulePorts {
    if list.is_unknown() {
        return RulePorts { unknown: base.clone(), ..RulePorts::default() };
    }
    let mut ports = RulePorts::default();
    for protocol in Protocol::ALL.into_iter().filter(|p| !base.and(&PortSet::every(*p)).is_empty())
    {
        for node in list.list() {
            let range = node.as_str().and_then(|text| text.split_once(':'));
            let range =
                range.and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
            if let Some((first, last)) = range {
                ports.numbers = ports.numbers.or(&PortSet::range(protocol, first, last));
            } else if node.is_unknown() {
                ports.unknown = ports.unknown.or(&PortSet::every(protocol));
            } else {
                parts::add_port(&mut ports, protocol, At::Set(node), At::Absent(node.span));
            }
        }
    }
    ports
}

/// The sets of networks, as selectors see them.
pub(crate) fn network_sets(cluster: &Cluster<'_>) -> Vec<Traits> {
    let sets = cluster.objects().filter(|o| {
        o.group().ends_with("projectcalico.org")
            && matches!(&*o.kind, "GlobalNetworkSet" | "NetworkSet")
    });
    let nowhere: Arc<Labels> = Labels::default().into();
    sets.map(|object| {
        let namespace = if &*object.kind == "NetworkSet" {
            cluster.namespace(namespace_of(object))
        } else {
            nowhere.clone()
        };
        Traits {
            being: Being::NetworkSet,
            labels: [Labels::read(object.at("metadata.labels")).into(), namespace, nowhere.clone()],
            ports: vec![],
            ports_open: false,
            host_network: Tri::No,
            attachments: Attachments::default(),
            unproxied: PortSet::none(),
            datagrams: false,
            ranges: parts::ranges(object.at("spec.nets")).unwrap_or_default(),
        }
    })
    .collect()
}
