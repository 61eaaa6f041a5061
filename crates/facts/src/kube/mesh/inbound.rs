//! What Linkerd does with connections that no Server is about: `config.linkerd.io/default-inbound-policy` of the
//! pod, else of the namespace, else of the installation (Linkerd documentation, "Authorization Policy").

use ringfort_model::kube::{Object, ObjectId, Workload};
use ringfort_source::{At, Span};

use super::membership::text;

const ANNOTATION: &str = "config.linkerd.io/default-inbound-policy";

/// The default policies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DefaultInbound {
    /// `all-unauthenticated`: everyone.
    All,
    /// `cluster-unauthenticated`: everyone in the cluster's networks.
    Cluster,
    /// `all-authenticated`, `cluster-authenticated`: pods of the mesh.
    Meshed,
    /// `deny`: nobody.
    Deny,
    /// `audit`: everyone, and a note in the log.
    Audit,
    /// Not known, with the cause.
    Unknown(Box<str>),
}

impl DefaultInbound {
    /// The policy by its name.
    pub fn read(text: &str) -> Self {
        match text {
            "all-unauthenticated" => Self::All,
            "cluster-unauthenticated" => Self::Cluster,
            "all-authenticated" | "cluster-authenticated" => Self::Meshed,
            "deny" => Self::Deny,
            "audit" => Self::Audit,
            other => Self::Unknown(format!("`{other}` is no default policy").into()),
        }
    }
}

/// The default policy of a workload.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbound {
    /// The policy.
    pub policy: DefaultInbound,
    /// Where it is written, or would be.
    pub at: Span,
    /// The object that says it; `None` where the installation decides.
    pub by: Option<ObjectId>,
}

pub(super) fn of(workload: &Workload, object: &Object, namespace: Option<&Object>) -> Inbound {
    let own = workload.annotation(object, ANNOTATION);
    let whole = namespace.map(|n| (n, n.annotation(ANNOTATION)));
    for (by, at) in [Some((object, own)), whole].into_iter().flatten() {
        let policy = match at {
            At::Absent(_) => continue,
            At::Unknown(node) => DefaultInbound::Unknown(node.cause().into()),
            At::Set(node) => DefaultInbound::read(text(Some(node)).as_deref().unwrap_or("")),
        };
        return Inbound { policy, at: at.span(), by: Some(by.id) };
    }
    let cause = "no file shows the default inbound policy of this Linkerd installation";
    Inbound { policy: DefaultInbound::Unknown(cause.into()), at: object.head, by: None }
}
