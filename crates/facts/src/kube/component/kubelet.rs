//! KubeletConfiguration: its fields under the names of the flags they replace.

use ringfort_model::Value;
use ringfort_model::kube::Object;
use ringfort_source::{At, Node};

use super::flags::{self, Flag};
use super::{Component, ComponentKind, Origin};

/// Flag and field (kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1).
const FIELDS: &[(&str, &str)] = &[
    ("anonymous-auth", "authentication.anonymous.enabled"),
    ("authentication-token-webhook", "authentication.webhook.enabled"),
    ("client-ca-file", "authentication.x509.clientCAFile"),
    ("authorization-mode", "authorization.mode"),
    ("read-only-port", "readOnlyPort"),
    ("rotate-certificates", "rotateCertificates"),
    ("rotate-server-certificates", "serverTLSBootstrap"),
    ("tls-cert-file", "tlsCertFile"),
    ("tls-private-key-file", "tlsPrivateKeyFile"),
    ("tls-cipher-suites", "tlsCipherSuites"),
    ("tls-min-version", "tlsMinVersion"),
    ("streaming-connection-idle-timeout", "streamingConnectionIdleTimeout"),
    ("make-iptables-util-chains", "makeIPTablesUtilChains"),
    ("protect-kernel-defaults", "protectKernelDefaults"),
    ("event-qps", "eventRecordQPS"),
    ("pod-max-pids", "podPidsLimit"),
    ("seccomp-default", "seccompDefault"),
    ("manifest-url", "staticPodURL"),
    ("feature-gates", "featureGates"),
];

/// The kubelet that `object` configures.
pub(super) fn component(object: &Object, beside_kubeadm: bool) -> Component {
    let flags = settings(&object.root);
    let origin = if beside_kubeadm { Origin::KubeadmKubelet } else { Origin::KubeletFile };
    Component {
        kind: ComponentKind::Kubelet,
        object: object.id,
        place: None,
        origin,
        flags,
        open: None,
        head: object.head,
        last: None,
        image: Value::Default(String::new(), object.head),
    }
}

/// The settings of the configuration `root`, under the names of the flags.
pub(super) fn settings(root: &Node) -> Vec<Flag> {
    FIELDS.iter().filter_map(|(flag, path)| read(root, flag, path)).collect()
}

pub(super) fn read(root: &Node, flag: &str, path: &str) -> Option<Flag> {
    let (value, exact) = match root.at(path) {
        At::Absent(_) => return None,
        At::Unknown(node) => (Value::Unknown(node.span, node.cause().into()), false),
        At::Set(node) => text(node),
    };
    Some(Flag { name: flag.into(), value, exact })
}

/// A scalar as it is, a list with commas, a map as `name=value` with commas.
fn text(node: &Node) -> (Value<String>, bool) {
    if let Some(text) = node.scalar() {
        let (span, exact) = flags::place(node, &text);
        return (Value::Set(text, span), exact);
    }
    let items = node.items().iter().map(Node::scalar);
    let pairs = node.entries().iter().map(|e| Some(format!("{}={}", e.key, e.value.scalar()?)));
    let parts: Option<Vec<String>> = items.chain(pairs).collect();
    let value = match parts {
        Some(parts) => Value::Set(parts.join(","), node.span),
        None => Value::Unknown(node.span, "not known from what was read".into()),
    };
    (value, false)
}

/// The flag that the field stands for.
pub(super) fn flag(field: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(_, path)| *path == field).map(|(flag, _)| *flag)
}

/// The field that stands for `flag` in the file.
pub(super) fn field(flag: &str) -> Option<&'static str> {
    FIELDS.iter().find(|(name, _)| *name == flag).map(|(_, path)| *path)
}
