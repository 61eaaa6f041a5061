//! Who a rule of an AuthorizationPolicy is about: `from.source` and `when`. Identities are known of pods of the
//! mesh only.

use ringfort_source::{At, Node};

use super::Reader;
use super::source::{Source, pattern};
use crate::expr::Expr;
use crate::mesh::{self, Part};
use crate::ports::{PortSet, Protocol};

/// A source. `own` is the namespace of the policy.
pub(super) fn read(reader: &Reader<'_, '_>, at: At<'_>, own: &str) -> Source {
    let mut source = Source::default();
    let fields: [(&str, &str, Kind); 3] = [
        ("principals", "notPrincipals", Kind::Principal),
        ("namespaces", "notNamespaces", Kind::Namespace),
        ("serviceAccounts", "notServiceAccounts", Kind::Account),
    ];
    for (only, not, kind) in fields {
        source.has.extend(named(reader, at.key(only), kind, own));
        source.has_not.extend(named(reader, at.key(not), kind, own));
    }
    source.between(at.key("ipBlocks"), at.key("notIpBlocks"));
    let written = |keys: [&str; 2]| keys.iter().any(|key| !at.key(key).is_absent());
    source.requests = written(["requestPrincipals", "notRequestPrincipals"]);
    if written(["remoteIpBlocks", "notRemoteIpBlocks"]) {
        source.unsure = Some("the client's own address is known from headers alone".into());
    }
    source
}

/// The conditions of a rule (`when`), as far as they are about the connection.
pub(super) fn conditions(reader: &Reader<'_, '_>, rule: &Node) -> Source {
    let mut source = Source::default();
    for node in rule.at("when").list() {
        let (only, not) = (node.at("values"), node.at("notValues"));
        let mut identity = |kind: Kind| {
            source.has.extend(named(reader, only, kind, ""));
            source.has_not.extend(named(reader, not, kind, ""));
        };
        match node.at("key").str() {
            Some("source.namespace") => identity(Kind::Namespace),
            Some("source.principal") => identity(Kind::Principal),
            Some("source.serviceAccount") => identity(Kind::Account),
            Some("source.ip") => source.between(only, not),
            Some("destination.port") if !only.is_absent() => {
                let ports = only.list().iter().filter_map(|n| n.scalar()?.parse().ok());
                let one = |set: PortSet, n| set.or(&PortSet::one(Protocol::Tcp, n));
                source.ports = Some(ports.fold(PortSet::none(), one));
            }
            Some(key) if key.starts_with("request.") => source.requests = true,
            key => {
                let key = key.unwrap_or("a condition");
                source.unsure = Some(format!("`{key}` is known while the mesh runs").into());
            }
        }
    }
    source
}

/// What the values of a field name.
#[derive(Clone, Copy)]
enum Kind {
    Principal,
    Namespace,
    Account,
}

/// The pods of the mesh that one of the values names; `None` where the field is not written.
fn named(reader: &Reader<'_, '_>, at: At<'_>, kind: Kind, own: &str) -> Option<Expr> {
    let list = match at {
        At::Absent(_) => return None,
        At::Unknown(node) => return Some(Expr::Unknown(node.cause().into())),
        At::Set(node) => node.items(),
    };
    let domain = &reader.cluster.facts.kube.mesh.settings.trust_domain;
    let one = |node: &Node| match node.as_str() {
        None => Expr::Unknown("a value that is not known".into()),
        Some(text) => match kind {
            Kind::Namespace => pattern(Part::Namespace, text),
            Kind::Principal => principal(domain, text),
            Kind::Account if text.contains('/') => pattern(Part::Identity, text),
            Kind::Account => pattern(Part::Identity, &format!("{own}/{text}")),
        },
    };
    Some(Expr::and([mesh::in_istio(), Expr::or(list.iter().map(one))]))
}

/// A principal: `domain/ns/NAMESPACE/sa/ACCOUNT`, with `*` at one end. `cluster.local` means the mesh's own
/// domain whatever its name (Istio documentation, "Trust Domain Migration").
fn principal(domain: &str, text: &str) -> Expr {
    if text == "*" {
        return Expr::All;
    }
    let local = |own: &str| own == "cluster.local" || own == domain || own == "*";
    let Some((own, rest)) = text.split_once("/ns/") else {
        return Expr::Unknown("a principal that is not of the form of SPIFFE".into());
    };
    if !local(own) {
        return Expr::None;
    }
    match rest.split_once("/sa/") {
        Some((namespace, account)) => pattern(Part::Identity, &format!("{namespace}/{account}")),
        None => match rest.strip_suffix('*') {
            Some(namespace) => match namespace.strip_suffix('/') {
                Some(whole) => pattern(Part::Namespace, whole),
                None => pattern(Part::Namespace, rest),
            },
            None => Expr::None,
        },
    }
}
