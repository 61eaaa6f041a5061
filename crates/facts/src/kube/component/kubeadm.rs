//! `extraArgs` of kubeadm's objects, plain or inside Cluster API's.
//!
//! v1beta1 to v1beta3 write a map, v1beta4 a list of `name` and `value`
//! (kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4).

use ringfort_model::Value;
use ringfort_model::kube::Object;
use ringfort_source::{At, Node, Span};

use super::flags::{self, Flag};
use super::{Component, ComponentKind, Origin};

/// Where the parts of a cluster's configuration stand, by kind of object.
const CLUSTERS: &[(&str, &str)] = &[
    ("ClusterConfiguration", ""),
    ("KubeadmControlPlane", "spec.kubeadmConfigSpec.clusterConfiguration"),
    ("KubeadmControlPlaneTemplate", "spec.template.spec.kubeadmConfigSpec.clusterConfiguration"),
    ("KubeadmConfig", "spec.clusterConfiguration"),
];

const PARTS: &[(ComponentKind, &str)] = &[
    (ComponentKind::ApiServer, "apiServer"),
    (ComponentKind::ControllerManager, "controllerManager"),
    (ComponentKind::Scheduler, "scheduler"),
    (ComponentKind::Etcd, "etcd.local"),
];

/// Where the node's own flags stand, by kind of object.
const NODES: &[(&str, &str)] = &[
    ("InitConfiguration", "nodeRegistration"),
    ("JoinConfiguration", "nodeRegistration"),
    ("KubeadmControlPlane", "spec.kubeadmConfigSpec.initConfiguration.nodeRegistration"),
    ("KubeadmControlPlane", "spec.kubeadmConfigSpec.joinConfiguration.nodeRegistration"),
    ("KubeadmConfig", "spec.joinConfiguration.nodeRegistration"),
    ("KubeadmConfigTemplate", "spec.template.spec.joinConfiguration.nodeRegistration"),
];

/// Adds what `object` configures.
pub(super) fn components(object: &Object, found: &mut Vec<Component>) {
    if !matches!(
        object.group(),
        "kubeadm.k8s.io" | "controlplane.cluster.x-k8s.io" | "bootstrap.cluster.x-k8s.io"
    ) {
        return;
    }
    for (_, path) in CLUSTERS.iter().filter(|(kind, _)| **kind == *object.kind) {
        let root = if path.is_empty() { At::Set(&object.root) } else { object.root.at(path) };
        found.extend(cluster(object, root));
    }
    for (_, path) in NODES.iter().filter(|(kind, _)| **kind == *object.kind) {
        let at = object.root.at(path).key("kubeletExtraArgs");
        if !at.is_absent() {
            found.push(component(object, ComponentKind::Kubelet, at));
        }
    }
}

fn cluster(object: &Object, root: At<'_>) -> Vec<Component> {
    if root.is_absent() {
        return vec![];
    }
    let external = !root.key("etcd").key("external").is_absent();
    let parts = PARTS.iter().filter(|(kind, _)| !(external && *kind == ComponentKind::Etcd));
    parts
        .map(|(kind, path)| {
            let at = path.split('.').fold(root, At::key).key("extraArgs");
            component(object, *kind, at)
        })
        .collect()
}

fn component(object: &Object, kind: ComponentKind, at: At<'_>) -> Component {
    let open =
        |span: Span| (span, Box::<str>::from("the arguments are not known from what was read"));
    let (flags, open) = match at {
        At::Absent(_) => (vec![], None),
        At::Unknown(node) => (vec![], Some(open(node.span))),
        At::Set(node) => (flags_of(node), None),
    };
    let head = if at.is_absent() { object.head } else { head_of(object, at) };
    Component {
        kind,
        object: object.id,
        place: None,
        origin: Origin::Kubeadm,
        flags,
        open,
        head,
        last: None,
        image: Value::Default(String::new(), object.head),
    }
}

/// What a single kubeadm object of `kind` at `root` writes, and nothing that it leaves out.
pub(super) fn written(object: &Object, kind: &str, root: At<'_>) -> Vec<Component> {
    let args = |path: &str, field: &str| path.split('.').fold(root, At::key).key(field);
    let parts: Vec<(ComponentKind, At<'_>)> = match kind {
        "ClusterConfiguration" => PARTS.iter().map(|(k, p)| (*k, args(p, "extraArgs"))).collect(),
        "InitConfiguration" | "JoinConfiguration" => {
            vec![(ComponentKind::Kubelet, args("nodeRegistration", "kubeletExtraArgs"))]
        }
        _ => vec![],
    };
    let parts = parts.into_iter().filter(|(_, at)| !at.is_absent());
    parts.map(|(kind, at)| component(object, kind, at)).collect()
}

/// The arguments as a whole: where one is missing, this is the place to add it.
fn head_of(object: &Object, at: At<'_>) -> Span {
    let first = at.node().and_then(|n| match n.entries().first() {
        Some(entry) => Some(entry.key_span),
        None => n.items().first().map(|i| i.span),
    });
    first.unwrap_or(object.head)
}

fn flags_of(arguments: &Node) -> Vec<Flag> {
    let map = arguments.entries().iter().map(|e| flag(&e.key, &e.value));
    let list = arguments
        .items()
        .iter()
        .filter_map(|item| Some(flag(item.at("name").str()?, item.get("value")?)));
    map.chain(list).collect()
}

fn flag(name: &str, node: &Node) -> Flag {
    let text = node.scalar();
    let (span, exact) = flags::place(node, text.as_deref().unwrap_or(""));
    let value = match text {
        Some(text) => Value::Set(text, span),
        None => Value::Unknown(node.span, "the argument is not known from what was read".into()),
    };
    Flag { name: flags::normal(name), value, exact }
}
