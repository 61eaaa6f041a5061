//! Istio: PeerAuthentication and AuthorizationPolicy (security.istio.io), as far as they are about connections.
//! What looks into requests lets a connection through and some of its requests not.

use ringfort_facts::kube;
use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::source::Source;
use super::{Reader, istio_source, selector};
use crate::bits::Tri;
use crate::expr::{Domain, Expr};
use crate::mesh;
use crate::policy::{Action, Peer, Policy, RemarkKind, Rule, RulePorts, Side, TierKey};
use crate::ports::{PortSet, Protocol};

/// A PeerAuthentication: STRICT refuses whoever has no certificate of the mesh.
pub(super) fn peer_authentication(reader: &mut Reader<'_, '_>, object: &Object) {
    let ports = object.at("spec.portLevelMtls");
    let entries = ports.node().map_or(&[][..], Node::entries);
    let mut rules = vec![];
    for entry in entries {
        let Ok(port) = entry.key.parse::<i64>() else { continue };
        let at = At::Set(&entry.value).key("mode");
        let one = RulePorts { numbers: PortSet::one(Protocol::Tcp, port), ..RulePorts::default() };
        match at.str() {
            Some("STRICT") => rules.push(refuse_strangers(reader, at, one)),
            Some("PERMISSIVE" | "DISABLE") => {
                let all = Peer::everyone(reader.policies.selector(Expr::All));
                rules.push(rule(Action::Pass, vec![all], one, at));
            }
            _ => {}
        }
    }
    if !rules.is_empty() {
        let ports = Expr::and([mesh::in_istio(), mesh::ports_decided_by(object.id)]);
        push(reader, object, (1, 0), ports, side(Tri::No, rules));
    }
    let strict = Expr::and([mesh::in_istio(), mesh::decided_by(object.id, "STRICT")]);
    let whole = refuse_strangers(reader, object.at("spec.mtls.mode"), tcp());
    push(reader, object, (1, 1), strict, side(Tri::No, vec![whole]));
}

fn tcp() -> RulePorts {
    RulePorts { numbers: PortSet::every(Protocol::Tcp), ..RulePorts::default() }
}

fn refuse_strangers(reader: &mut Reader<'_, '_>, at: At<'_>, ports: RulePorts) -> Rule {
    let strangers = reader.policies.selector(mesh::in_istio().not());
    rule(Action::Deny, vec![Peer::everyone(strangers)], ports, at)
}

fn rule(action: Action, peers: Vec<Peer>, ports: RulePorts, at: At<'_>) -> Rule {
    Rule { action, peers, ports, own: None, certain: Tri::Yes, narrowed: false, at: at.span() }
}

const fn side(isolates: Tri, rules: Vec<Rule>) -> Side {
    Side { isolates, rules }
}

/// Adds a policy at a stage of the proxy, and a place there.
fn push(
    reader: &mut Reader<'_, '_>,
    object: &Object,
    (stage, order): (i64, i64),
    subject: Expr,
    ingress: Side,
) {
    let subject = reader.policies.selector(selector::only_pods(subject));
    reader.policies.all.push(Policy {
        object: object.id,
        at: object.head,
        tier: TierKey::mesh(stage),
        order,
        subject,
        networks: vec![],
        ingress,
        egress: Side::default(),
    });
}

/// An AuthorizationPolicy. First those that ask someone else (CUSTOM), then DENY, then ALLOW; where an ALLOW
/// policy is about a pod, what none of them allows is refused (Istio documentation, "Authorization Policy").
pub(super) fn authorization(reader: &mut Reader<'_, '_>, object: &Object) {
    let spec = object.at("spec");
    let subject = subject(reader, object, spec);
    let rules = rules(reader, object, spec);
    let attached = ["targetRef", "targetRefs"].iter().any(|key| !spec.key(key).is_absent());
    let looks_inside = rules.iter().any(|r| r.narrowed);
    if attached || !looks_inside || !reader.cluster.facts.kube.mesh.has_ambient() {
        return decide(reader, object, spec, subject, rules);
    }
    let apart = Expr::and([subject.clone(), mesh::in_ambient().not()]);
    decide(reader, object, spec, apart, rules.clone());
    let without = Expr::and([subject, mesh::in_ambient()]);
    decide(reader, object, spec, without, of_connections(spec, rules));
}

/// The rules as the proxy of the node keeps them, which looks into no request: an ALLOW rule about requests allows
/// nothing, a DENY rule denies the whole connection (Istio documentation, "Use Layer 4 security policy").
fn of_connections(spec: At<'_>, mut rules: Vec<Rule>) -> Vec<Rule> {
    if spec.key("action").str() == Some("DENY") {
        for rule in &mut rules {
            rule.narrowed = false;
        }
    } else {
        rules.retain(|rule| !rule.narrowed);
    }
    rules
}

/// What the policy does to the connections of its pods, by its action.
fn decide(
    reader: &mut Reader<'_, '_>,
    object: &Object,
    spec: At<'_>,
    subject: Expr,
    rules: Vec<Rule>,
) {
    match spec.key("action") {
        At::Absent(_) => allow(reader, object, subject, rules),
        At::Unknown(node) => {
            let subject = Expr::and([subject, Expr::Unknown(node.cause().into())]);
            deny(reader, object, subject.clone(), rules.clone());
            allow(reader, object, subject, rules);
        }
        At::Set(node) => match node.as_str() {
            Some("ALLOW") => allow(reader, object, subject, rules),
            Some("DENY") => deny(reader, object, subject, rules),
            Some("CUSTOM") => custom(reader, object, subject, rules),
            Some("AUDIT") => {
                let message = format!("`{}` audits: it refuses nothing", object.resource);
                reader.policies.remark(RemarkKind::NoEffect, object.head, message);
            }
            _ => {
                let message = format!("`{}` has an action that Istio refuses", object.resource);
                reader.policies.remark(RemarkKind::Undefined, node.span, message);
            }
        },
    }
}

fn allow(reader: &mut Reader<'_, '_>, object: &Object, subject: Expr, rules: Vec<Rule>) {
    push(reader, object, (4, 0), subject, side(Tri::Yes, rules));
}

/// A rule that looks into requests refuses some of them, not the connection: those come after what refuses it.
fn deny(reader: &mut Reader<'_, '_>, object: &Object, subject: Expr, rules: Vec<Rule>) {
    let (some, all): (Vec<Rule>, Vec<Rule>) = rules.into_iter().partition(|r| r.narrowed);
    let all: Vec<Rule> = all.into_iter().map(|r| Rule { action: Action::Deny, ..r }).collect();
    for (order, rules) in [(0, all), (1, some)] {
        if !rules.is_empty() {
            push(reader, object, (3, order), subject.clone(), side(Tri::No, rules));
        }
    }
}

/// Whom the external authorizer refuses is not in the files.
fn custom(reader: &mut Reader<'_, '_>, object: &Object, subject: Expr, rules: Vec<Rule>) {
    let cause = "an external authorizer decides, which no file shows";
    let unsure = |mut rule: Rule| {
        for peer in &mut rule.peers {
            peer.cause = Some(cause.into());
        }
        Rule { action: Action::Deny, certain: Tri::Maybe, narrowed: false, ..rule }
    };
    let rules = rules.into_iter().map(unsure).collect();
    push(reader, object, (2, 0), subject, side(Tri::No, rules));
}

/// The pods that a policy is about: those of its namespace, or of all for the root namespace, with its labels;
/// pods of the mesh only.
fn subject(reader: &Reader<'_, '_>, object: &Object, spec: At<'_>) -> Expr {
    let root = &reader.cluster.facts.kube.mesh.settings.root_namespace;
    let namespace = crate::cluster::namespace_of(object);
    let here = if namespace == &**root { Expr::All } else { selector::in_namespace(namespace) };
    let targets = match spec.key("targetRefs") {
        At::Absent(_) => spec.key("targetRef").node().into_iter().collect(),
        At::Unknown(node) => return Expr::Unknown(node.cause().into()),
        At::Set(node) => node.items().iter().collect::<Vec<_>>(),
    };
    let own = selector::kubernetes(spec.key("selector"), Domain::Pod);
    let whom = if targets.is_empty() {
        own
    } else {
        Expr::or(targets.into_iter().map(|t| target(reader, object, namespace, t)))
    };
    Expr::and([here, whom, mesh::in_istio()])
}

/// What a policy is attached to: the pods of a Gateway, or a Service, whose policies a waypoint enforces.
fn target(reader: &Reader<'_, '_>, policy: &Object, namespace: &str, node: &Node) -> Expr {
    let name = node.at("name").str().unwrap_or("");
    match node.at("kind").str() {
        Some("Gateway") if is_waypoint(reader, policy, namespace, name) => {
            let user = |domain| Expr::is(domain, USE_WAYPOINT, name);
            let users = Expr::or([user(Domain::Namespace), user(Domain::Pod)]);
            Expr::and([users, passes_waypoint()])
        }
        Some("Gateway") => Expr::is(Domain::Pod, "gateway.networking.k8s.io/gateway-name", name),
        Some("Service") => {
            let facts = reader.cluster.facts;
            let service =
                facts.kube.find(&facts.model.kube, policy.scope, "Service", namespace, name);
            let labels = service.and_then(|s| s.at("spec.selector").node());
            let labels = labels.map_or(&[][..], Node::entries).iter();
            let each =
                labels.filter_map(|e| Some(Expr::is(Domain::Pod, &e.key, &e.value.scalar()?)));
            let waypoint = match service.and_then(|s| s.label(USE_WAYPOINT)) {
                Some("none") => Expr::None,
                Some(_) => Expr::All,
                None => Expr::Has(Domain::Namespace, USE_WAYPOINT.into()),
            };
            Expr::and(each.chain([waypoint, passes_waypoint()]))
        }
        _ => Expr::Unknown("what the policy is attached to is not known".into()),
    }
}

/// The label by which a namespace, Service or pod has its requests pass a waypoint.
const USE_WAYPOINT: &str = "istio.io/use-waypoint";

/// Requests to the Service pass its waypoint, those to the address of a pod may not.
fn passes_waypoint() -> Expr {
    Expr::Unknown("whether the traffic passes a waypoint is not in the files".into())
}

fn is_waypoint(reader: &Reader<'_, '_>, policy: &Object, namespace: &str, name: &str) -> bool {
    let facts = reader.cluster.facts;
    let mut gateways = facts.kube.of_kind(&facts.model.kube, "Gateway");
    gateways.any(|g| {
        let here = g.sees(policy) && kube::namespace_of(g) == namespace && *g.name == *name;
        here && g.at("spec.gatewayClassName").str() == Some("istio-waypoint")
    })
}

/// The rules of a policy: one for each way that `from`, `to` and `when` hold together.
fn rules(reader: &mut Reader<'_, '_>, object: &Object, spec: At<'_>) -> Vec<Rule> {
    let list = spec.key("rules");
    if let At::Unknown(node) = list {
        let all = reader.policies.selector(Expr::Unknown(node.cause().into()));
        let mut unsure = rule(Action::Pass, vec![Peer::everyone(all)], tcp(), list);
        unsure.certain = Tri::Maybe;
        return vec![unsure];
    }
    let mut found = vec![];
    for node in list.list() {
        let conditions = istio_source::conditions(reader, node);
        let sources = node.at("from").list();
        let sources: Vec<Source> = if sources.is_empty() {
            vec![Source::default()]
        } else {
            let own = kube::namespace_of(object);
            sources.iter().map(|n| istio_source::read(reader, n.at("source"), own)).collect()
        };
        let operations: Vec<At<'_>> = match node.at("to").list() {
            [] => vec![At::Absent(node.span)],
            list => list.iter().map(|n| n.at("operation")).collect(),
        };
        for source in &sources {
            for operation in &operations {
                found.push(combined(reader, node, &source.and(&conditions), *operation));
            }
        }
    }
    found
}

fn combined(reader: &mut Reader<'_, '_>, node: &Node, source: &Source, operation: At<'_>) -> Rule {
    let looks = ["hosts", "notHosts", "methods", "notMethods", "paths", "notPaths"];
    let narrowed = looks.iter().any(|key| !operation.key(key).is_absent()) || source.requests;
    let ports = ports(operation, source);
    let certain = if node.is_unknown() || source.unsure.is_some() { Tri::Maybe } else { Tri::Yes };
    let peers = vec![source.peer(&mut reader.policies)];
    Rule { action: Action::Pass, peers, ports, own: None, certain, narrowed, at: node.span }
}

/// Ports of an operation, by number, within those that conditions name.
fn ports(operation: At<'_>, source: &Source) -> RulePorts {
    let (only, not) = (operation.key("ports"), operation.key("notPorts"));
    if only.is_unknown() || not.is_unknown() {
        return RulePorts { unknown: PortSet::every(Protocol::Tcp), ..RulePorts::default() };
    }
    let listed = |at: At<'_>| {
        let numbers = at.list().iter().filter_map(|n| n.scalar()?.parse().ok());
        numbers.fold(PortSet::none(), |set, n| set.or(&PortSet::one(Protocol::Tcp, n)))
    };
    let all = PortSet::every(Protocol::Tcp);
    let mut numbers = if only.is_absent() { all } else { listed(only) };
    numbers = numbers.minus(&listed(not));
    if let Some(ports) = &source.ports {
        numbers = numbers.and(ports);
    }
    RulePorts { numbers, ..RulePorts::default() }
}
