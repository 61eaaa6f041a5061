//! Which pods have a proxy of a mesh. Sources: Istio documentation, "Installing the Sidecar" (what the webhook
//! decides by), "Add workloads to the mesh" (ambient); Linkerd documentation, "Automatic Proxy Injection".

use ringfort_model::kube::{Kube, Object, Workload};
use ringfort_source::{At, Node, Span};

use super::MeshFacts;

/// The meshes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mesh {
    /// A sidecar of Istio.
    Istio,
    /// Istio without sidecars: the proxy of the node.
    Ambient,
    /// A sidecar of Linkerd.
    Linkerd,
}

impl Mesh {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Istio => "Istio",
            Self::Ambient => "Istio (ambient)",
            Self::Linkerd => "Linkerd",
        }
    }
}

/// How the pods of a workload stand to the meshes of the cluster.
#[derive(Clone, Debug, PartialEq)]
pub enum Membership {
    /// They have a proxy, by what is written here.
    In(Mesh, Span),
    /// They have none although their namespace asks for it: the mesh, and what opts them out.
    OptedOut(Mesh, Span),
    /// Nothing gives them a proxy.
    Outside,
    /// Not known, with the place and the cause.
    Unknown(Span, Box<str>),
}

const INJECT: &str = "sidecar.istio.io/inject";
const NAMESPACE_INJECT: &str = "istio-injection";
const REVISION: &str = "istio.io/rev";
const DATAPLANE: &str = "istio.io/dataplane-mode";
const LINKERD: &str = "linkerd.io/inject";

/// Where the files first speak of Istio, and of Linkerd.
pub(super) fn seen(kube: &Kube) -> (Option<Span>, Option<Span>) {
    let (mut istio, mut linkerd) = (None, None);
    for object in &kube.objects {
        let ours = super::is_istio(object)
            || matches!(&*object.kind, "IstioOperator")
            || [NAMESPACE_INJECT, REVISION, DATAPLANE].iter().any(|l| object.label(l).is_some());
        if ours {
            istio.get_or_insert(object.head);
        }
        if object.group() == "policy.linkerd.io" || !object.annotation(LINKERD).is_absent() {
            linkerd.get_or_insert(object.head);
        }
    }
    for workload in &kube.workloads {
        let Some(object) = kube.object(workload.object) else { continue };
        let proxy = |name: &str| workload.containers.iter().find(|c| &*c.name == name);
        let asks = |name: &str| workload.annotation(object, name).node().map(|n| n.span);
        let labelled = workload.label(INJECT).or(workload.label(DATAPLANE)).map(|_| object.head);
        let own = labelled.or(asks(INJECT)).or(proxy("istio-proxy").map(|c| c.head));
        istio = istio.or(own);
        linkerd = linkerd.or(asks(LINKERD)).or(proxy("linkerd-proxy").map(|c| c.head));
    }
    (istio, linkerd)
}

/// What one source of a decision says.
enum Says {
    Yes(Span),
    No(Span),
    Nothing,
    Unknown(Span, Box<str>),
}

/// The membership of a workload; `namespace` is its namespace's object, if it was read.
pub(super) fn of(
    mesh: &MeshFacts,
    workload: &Workload,
    object: &Object,
    namespace: Option<&Object>,
) -> Membership {
    if let Some(container) = workload.containers.iter().find(|c| &*c.name == "istio-proxy") {
        return Membership::In(Mesh::Istio, container.head);
    }
    if let Some(container) = workload.containers.iter().find(|c| &*c.name == "linkerd-proxy") {
        return Membership::In(Mesh::Linkerd, container.head);
    }
    let never = matches!(super::namespace(object), "kube-system" | "kube-public");
    if never || workload.pod.host_network.is(&true) {
        return Membership::Outside;
    }
    let mut found = Membership::Outside;
    if mesh.istio.is_some() {
        found = better(found, sidecar(workload, object, namespace));
        found = better(found, ambient(workload, object, namespace));
    }
    if mesh.linkerd.is_some() {
        found = better(found, linkerd(workload, object, namespace));
    }
    found
}

/// The stronger of two memberships: in, then not known, then opted out.
fn better(a: Membership, b: Membership) -> Membership {
    let rank = |m: &Membership| match m {
        Membership::In(..) => 3,
        Membership::Unknown(..) => 2,
        Membership::OptedOut(..) => 1,
        Membership::Outside => 0,
    };
    if rank(&b) > rank(&a) { b } else { a }
}

/// `Yes` or `No` where the value is one of the words, by what `at` holds.
fn says(at: At<'_>, yes: impl Fn(&str) -> bool, no: impl Fn(&str) -> bool) -> Says {
    match at {
        At::Absent(_) => Says::Nothing,
        At::Unknown(node) => Says::Unknown(node.span, node.cause().into()),
        At::Set(node) => match node.scalar() {
            Some(text) if yes(&text) => Says::Yes(node.span),
            Some(text) if no(&text) => Says::No(node.span),
            _ => Says::Nothing,
        },
    }
}

fn pod_label<'a>(workload: &Workload, object: &'a Object, name: &str) -> At<'a> {
    object.root.at(workload.meta_path).key("labels").key(name)
}

/// What the namespace says; one that is not in the files may say anything.
fn of_namespace(
    object: &Object,
    namespace: Option<&Object>,
    read: impl Fn(&Object) -> Says,
) -> Says {
    match namespace {
        Some(namespace) => read(namespace),
        None => Says::Unknown(
            object.head,
            format!("the labels of namespace `{}` are not in the files", super::namespace(object))
                .into(),
        ),
    }
}

fn any(_: &str) -> bool {
    true
}

fn none(_: &str) -> bool {
    false
}

/// The namespace's word first: one that says no cannot be overruled; then the pod's, which may opt out.
fn decide(mesh: Mesh, pod: Says, namespace: Says) -> Membership {
    match (pod, namespace) {
        (Says::No(at), Says::Yes(_)) => Membership::OptedOut(mesh, at),
        (Says::No(_), _) | (_, Says::No(_)) | (Says::Nothing, Says::Nothing) => Membership::Outside,
        (Says::Unknown(at, cause), _) | (Says::Nothing, Says::Unknown(at, cause)) => {
            Membership::Unknown(at, cause)
        }
        (Says::Yes(at), _) | (Says::Nothing, Says::Yes(at)) => Membership::In(mesh, at),
    }
}

fn sidecar(workload: &Workload, object: &Object, namespace: Option<&Object>) -> Membership {
    let word = |at: At<'_>| says(at, |t| t == "true", |t| t == "false");
    let mut pod = word(pod_label(workload, object, INJECT));
    if matches!(pod, Says::Nothing) {
        pod = word(workload.annotation(object, INJECT));
    }
    if matches!(pod, Says::Nothing) {
        pod = says(pod_label(workload, object, REVISION), any, none);
    }
    let namespace = of_namespace(object, namespace, |n| {
        let labels = n.root.at("metadata.labels");
        match says(labels.key(NAMESPACE_INJECT), |t| t == "enabled", |t| t == "disabled") {
            Says::Nothing => says(labels.key(REVISION), any, none),
            said => said,
        }
    });
    decide(Mesh::Istio, pod, namespace)
}

fn ambient(workload: &Workload, object: &Object, namespace: Option<&Object>) -> Membership {
    let word = |at: At<'_>| says(at, |t| t == "ambient", |t| t == "none");
    let pod = word(pod_label(workload, object, DATAPLANE));
    let namespace =
        of_namespace(object, namespace, |n| word(n.root.at("metadata.labels").key(DATAPLANE)));
    decide(Mesh::Ambient, pod, namespace)
}

/// The annotation of the pod overrules that of the namespace.
fn linkerd(workload: &Workload, object: &Object, namespace: Option<&Object>) -> Membership {
    let word = |at: At<'_>| says(at, |t| matches!(t, "enabled" | "ingress"), |t| t == "disabled");
    let pod = word(workload.annotation(object, LINKERD));
    let namespace = of_namespace(object, namespace, |n| word(n.annotation(LINKERD)));
    match (&pod, &namespace) {
        (Says::Yes(at), Says::No(_)) => Membership::In(Mesh::Linkerd, *at),
        _ => decide(Mesh::Linkerd, pod, namespace),
    }
}

/// The text of a scalar, for readers beside this one.
pub(super) fn text(node: Option<&Node>) -> Option<String> {
    node.and_then(Node::scalar)
}
