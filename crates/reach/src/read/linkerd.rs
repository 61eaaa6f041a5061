//! Linkerd (policy.linkerd.io): a Server is about a port of some pods and closes it; AuthorizationPolicy and
//! ServerAuthorization open it again. Ports without a Server follow the default inbound policy. Source: Linkerd
//! documentation, "Authorization Policy".

use ringfort_facts::kube::mesh::{DefaultInbound, Inbound};
use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::{Object, ObjectId, Selector};
use ringfort_source::{At, Span};

use super::linkerd_source as source;
use super::source::Source;
use super::{Reader, parts, selector};
use crate::bits::Tri;
use crate::expr::{Domain, Expr};
use crate::mesh;
use crate::policy::{Action, Peer, Policy, Rule, RulePorts, Side, TierKey};
use crate::ports::{PortSet, Protocol};

/// What grants come first, what Servers close next, the default last.
const GRANT: i64 = 0;
const SERVER: i64 = 1;
const DEFAULT: i64 = 2;

pub(super) fn read(reader: &mut Reader<'_, '_>, object: &Object, kind: &str) {
    match kind {
        "Server" => server(reader, object),
        "AuthorizationPolicy" => authorization(reader, object),
        "ServerAuthorization" => server_authorization(reader, object),
        _ => {}
    }
}

fn push(
    reader: &mut Reader<'_, '_>,
    (object, at): (ObjectId, Span),
    order: i64,
    subject: Expr,
    rules: Vec<Rule>,
) {
    let subject = Expr::and([subject, mesh::in_linkerd()]);
    let subject = reader.policies.selector(selector::only_pods(subject));
    let ingress = Side { isolates: Tri::No, rules };
    let (tier, egress) = (TierKey::mesh(5), Side::default());
    let networks = vec![];
    reader.policies.all.push(Policy {
        object,
        at,
        tier,
        order,
        subject,
        networks,
        ingress,
        egress,
    });
}

fn rule(action: Action, peers: Vec<Peer>, ports: RulePorts, at: Span) -> Rule {
    Rule { action, peers, ports, own: None, certain: Tri::Yes, narrowed: false, at }
}

fn everyone(reader: &mut Reader<'_, '_>) -> Peer {
    Peer::everyone(reader.policies.selector(Expr::All))
}

fn tcp() -> RulePorts {
    RulePorts { numbers: PortSet::every(Protocol::Tcp), ..RulePorts::default() }
}

/// The pods of a Server.
fn pods(server: &Object) -> Expr {
    let own = selector::kubernetes(server.at("spec.podSelector"), Domain::Pod);
    let external = !server.at("spec.externalWorkloadSelector").is_absent();
    let own = if external { Expr::None } else { own };
    Expr::and([selector::in_namespace(crate::cluster::namespace_of(server)), own])
}

fn ports(server: &Object) -> RulePorts {
    let mut ports = RulePorts::default();
    let at = server.at("spec.port");
    parts::add_port(&mut ports, Protocol::Tcp, at, At::Absent(at.span()));
    ports
}

/// A Server closes its port, unless its `accessPolicy` says otherwise.
fn server(reader: &mut Reader<'_, '_>, object: &Object) {
    let access = object.at("spec.accessPolicy");
    let policy = match access {
        At::Absent(_) => DefaultInbound::Deny,
        At::Unknown(node) => DefaultInbound::Unknown(node.cause().into()),
        At::Set(node) => DefaultInbound::read(node.as_str().unwrap_or("")),
    };
    let rules = by_default(reader, &policy, &ports(object), access.span());
    push(reader, (object.id, object.head), SERVER, pods(object), rules);
}

/// The rules that a default policy means.
fn by_default(
    reader: &mut Reader<'_, '_>,
    policy: &DefaultInbound,
    ports: &RulePorts,
    at: Span,
) -> Vec<Rule> {
    let all = everyone(reader);
    let deny = rule(Action::Deny, vec![all.clone()], ports.clone(), at);
    let pass = |peer: Peer| rule(Action::Pass, vec![peer], ports.clone(), at);
    match policy {
        DefaultInbound::All | DefaultInbound::Audit => vec![pass(all)],
        DefaultInbound::Deny => vec![deny],
        DefaultInbound::Meshed => {
            let meshed = reader.policies.selector(mesh::in_linkerd());
            vec![pass(Peer::pods(meshed)), deny]
        }
        DefaultInbound::Cluster => {
            let inside =
                Peer { nodes: Tri::Yes, ..Peer::pods(reader.policies.selector(Expr::All)) };
            vec![pass(inside), deny]
        }
        DefaultInbound::Unknown(cause) => {
            let peers = vec![Peer { cause: Some(cause.clone()), ..all }];
            vec![Rule { certain: Tri::Maybe, peers, ..deny }]
        }
    }
}

/// Closes the ports that no Server is about, by the default policies that the files show. What the installation
/// decides is open by its own default, `all-unauthenticated`.
pub(super) fn defaults(reader: &mut Reader<'_, '_>) {
    let mesh = &reader.cluster.facts.kube.mesh;
    let mut seen: Vec<Inbound> = vec![];
    for (workload, _) in reader.cluster.workloads() {
        let Some(inbound) = mesh.inbound(workload.id) else { continue };
        if inbound.by.is_some() && !seen.iter().any(|i| i.by == inbound.by) {
            seen.push(inbound.clone());
        }
    }
    for inbound in seen {
        let Some(by) = inbound.by else { continue };
        let rules = by_default(reader, &inbound.policy, &tcp(), inbound.at);
        push(reader, (by, inbound.at), DEFAULT, mesh::defaulted_by(by), rules);
    }
}

/// The Servers of the namespace of `object` that `wanted` picks.
fn servers<'a>(
    reader: &Reader<'a, '_>,
    object: &'a Object,
    wanted: impl Fn(&Object) -> bool,
) -> Vec<&'a Object> {
    let all = reader.cluster.objects();
    let here = |o: &&Object| {
        o.group() == "policy.linkerd.io"
            && &*o.kind == "Server"
            && namespace_of(o) == namespace_of(object)
    };
    all.filter(here).filter(|o| wanted(o)).collect()
}

/// Opens the ports of a Server to what `sources` name.
fn grant(
    reader: &mut Reader<'_, '_>,
    object: &Object,
    sources: &[Source],
    (subject, ports): (Expr, RulePorts),
    narrowed: bool,
) {
    let peers = sources.iter().map(|s| s.peer(&mut reader.policies)).collect();
    let rules = vec![Rule { narrowed, ..rule(Action::Pass, peers, ports, object.head) }];
    push(reader, (object.id, object.head), GRANT, subject, rules);
}

fn authorization(reader: &mut Reader<'_, '_>, object: &Object) {
    let sources = source::required(reader, object);
    let target = object.at("spec.targetRef");
    let name = target.key("name").str().unwrap_or("");
    match target.key("kind").str() {
        Some("Server") => {
            for server in servers(reader, object, |s| &*s.name == name) {
                grant(reader, object, &sources, (pods(server), ports(server)), false);
            }
        }
        Some("Namespace") => {
            let here = selector::in_namespace(crate::cluster::namespace_of(object));
            grant(reader, object, &sources, (here, tcp()), false);
        }
        Some("HTTPRoute" | "GRPCRoute") => {
            let route = reader.cluster.objects().find(|o| {
                matches!(&*o.kind, "HTTPRoute" | "GRPCRoute")
                    && &*o.name == name
                    && namespace_of(o) == namespace_of(object)
            });
            let parents = route.map_or(&[][..], |r| r.at("spec.parentRefs").list());
            let parent = |s: &Object| parents.iter().any(|p| p.at("name").str() == Some(&*s.name));
            for server in servers(reader, object, parent) {
                grant(reader, object, &sources, (pods(server), ports(server)), true);
            }
        }
        _ => {}
    }
}

/// The older form: a Server by name or by labels, and clients.
fn server_authorization(reader: &mut Reader<'_, '_>, object: &Object) {
    let sources = source::clients(object);
    let server = object.at("spec.server");
    let wanted = Selector::read(server.key("selector"));
    let picked = |s: &Object| match server.key("name").str() {
        Some(name) => &*s.name == name,
        None => wanted.matches(&s.labels) == Some(true),
    };
    for server in servers(reader, object, picked) {
        grant(reader, object, &sources, (pods(server), ports(server)), false);
    }
}
