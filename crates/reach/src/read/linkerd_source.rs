//! Who Linkerd's authorizations are for: identities of the mesh, ServiceAccounts, and addresses.

use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::Reader;
use super::parts;
use super::source::{Source, pattern};
use crate::expr::Expr;
use crate::mesh::{self, Part};

/// What an AuthorizationPolicy asks for: all of its references must be met, each by any of its parts.
pub(super) fn required(reader: &Reader<'_, '_>, policy: &Object) -> Vec<Source> {
    let list = policy.at("spec.requiredAuthenticationRefs");
    if let At::Unknown(node) = list {
        return vec![unsure(node.cause())];
    }
    let each = list.list().iter().map(|node| reference(reader, policy, node));
    each.fold(vec![Source::default()], |all, one| {
        all.iter().flat_map(|a| one.iter().map(|b| a.and(b)).collect::<Vec<_>>()).collect()
    })
}

fn unsure(cause: &str) -> Source {
    Source {
        unsure: Some(cause.into()),
        has: vec![Expr::Unknown(cause.into())],
        ..Source::default()
    }
}

fn reference(reader: &Reader<'_, '_>, policy: &Object, node: &Node) -> Vec<Source> {
    let own = namespace_of(policy);
    let namespace = node.at("namespace").str().unwrap_or(own);
    let (Some(kind), Some(name)) = (node.at("kind").str(), node.at("name").str()) else {
        return vec![unsure("a reference that is not known")];
    };
    if kind == "ServiceAccount" {
        return vec![meshed([pattern(Part::Identity, &format!("{namespace}/{name}"))])];
    }
    let facts = reader.cluster.facts;
    let found = facts.kube.find(&facts.model.kube, policy.scope, kind, namespace, name);
    match (kind, found) {
        ("MeshTLSAuthentication", Some(object)) => identities(object),
        ("NetworkAuthentication", Some(object)) => networks(object.at("spec.networks")),
        _ => vec![unsure(&format!("{kind} `{name}` is not in the files"))],
    }
}

fn meshed(any: impl IntoIterator<Item = Expr>) -> Source {
    Source { has: vec![Expr::and([mesh::in_linkerd(), Expr::or(any)])], ..Source::default() }
}

fn identities(object: &Object) -> Vec<Source> {
    let own = namespace_of(object);
    let named = object.at("spec.identities").list().iter().map(identity);
    let referred = object.at("spec.identityRefs").list().iter().map(|node| {
        let namespace = node.at("namespace").str().unwrap_or(own);
        let name = node.at("name").str();
        match (node.at("kind").str(), name) {
            (Some("ServiceAccount"), Some(name)) => {
                pattern(Part::Identity, &format!("{namespace}/{name}"))
            }
            (Some("Namespace"), name) => pattern(Part::Namespace, name.unwrap_or(own)),
            _ => Expr::Unknown("a reference that is not known".into()),
        }
    });
    vec![meshed(named.chain(referred).collect::<Vec<_>>())]
}

/// `*`, `ACCOUNT.NAMESPACE.serviceaccount.identity.…`, or with `*` in place of the first parts.
fn identity(node: &Node) -> Expr {
    let Some(text) = node.as_str() else {
        return Expr::Unknown("an identity that is not known".into());
    };
    if text == "*" {
        return Expr::All;
    }
    let parts: Vec<&str> = text.split('.').collect();
    match parts.as_slice() {
        ["*", "serviceaccount", ..] => Expr::All,
        ["*", namespace, "serviceaccount", ..] => pattern(Part::Namespace, namespace),
        [account, namespace, "serviceaccount", ..] => {
            pattern(Part::Identity, &format!("{namespace}/{account}"))
        }
        _ => Expr::Unknown(format!("`{text}` is no identity of a ServiceAccount").into()),
    }
}

/// Networks, each a range with what is left out of it. One that is everything asks for nothing.
fn networks(list: At<'_>) -> Vec<Source> {
    let one = |node: &Node| {
        let cidr = node.at("cidr");
        if matches!(cidr.str(), Some("0.0.0.0/0" | "::/0")) && node.at("except").is_absent() {
            return Source::default();
        }
        match parts::block(cidr, node.at("except")) {
            Ok(addresses) => Source { addresses: Some(addresses), ..Source::default() },
            Err(cause) => unsure(&cause),
        }
    };
    list.list().iter().map(one).collect()
}

/// The clients of a ServerAuthorization: unauthenticated ones, or of the mesh, from some networks. Without networks
/// it is about those of the cluster.
pub(super) fn clients(object: &Object) -> Vec<Source> {
    let client = object.at("spec.client");
    let tls = client.key("meshTLS");
    let open = client.key("unauthenticated").bool() == Some(true)
        || tls.key("unauthenticatedTLS").bool() == Some(true);
    let who = if open {
        Source::default()
    } else if tls.is_absent() {
        return vec![];
    } else {
        let own = namespace_of(object);
        let named = tls.key("identities").list().iter().map(identity);
        let accounts = tls.key("serviceAccounts").list().iter().map(|node| {
            let namespace = node.at("namespace").str().unwrap_or(own);
            match node.at("name").str() {
                Some(name) => pattern(Part::Identity, &format!("{namespace}/{name}")),
                None => Expr::Unknown("a ServiceAccount that is not known".into()),
            }
        });
        meshed(named.chain(accounts).collect::<Vec<_>>())
    };
    match client.key("networks") {
        At::Absent(_) => vec![who],
        at => networks(at).iter().map(|n| who.and(n)).collect(),
    }
}
