//! Arguments of a kubelet as a collector saw them on a node: `NodeInfo` of k8s-node-collector, and the
//! command line of `KubeletInfo` (hostdata.kubescape.cloud).

use ringfort_model::Value;
use ringfort_model::kube::Object;
use ringfort_source::At;

use super::flags::{self, Flag, Word};
use super::{Component, ComponentKind, Origin, command};

/// Keys of a `NodeInfo` with the flag they tell of.
const KEYS: &[(&str, &str)] = &[
    ("kubeletAnonymousAuthArgumentSet", "anonymous-auth"),
    ("kubeletAuthorizationModeArgumentSet", "authorization-mode"),
    ("kubeletClientCaFileArgumentSet", "client-ca-file"),
    ("kubeletReadOnlyPortArgumentSet", "read-only-port"),
    ("kubeletStreamingConnectionIdleTimeoutArgumentSet", "streaming-connection-idle-timeout"),
    ("kubeletProtectKernelDefaultsArgumentSet", "protect-kernel-defaults"),
    ("kubeletMakeIptablesUtilChainsArgumentSet", "make-iptables-util-chains"),
    ("kubeletHostnameOverrideArgumentSet", "hostname-override"),
    ("kubeletEventQpsArgumentSet", "event-qps"),
    ("kubeletTlsCertFileTlsArgumentSet", "tls-cert-file"),
    ("kubeletTlsPrivateKeyFileArgumentSet", "tls-private-key-file"),
    ("kubeletRotateCertificatesArgumentSet", "rotate-certificates"),
    ("kubeletRotateKubeletServerCertificateArgumentSet", "rotate-server-certificates"),
    ("kubeletOnlyUseStrongCryptographic", "tls-cipher-suites"),
];

/// Adds the kubelet that `object` tells of.
pub(super) fn components(object: &Object, found: &mut Vec<Component>) {
    match (&*object.kind, object.group()) {
        ("NodeInfo", _) => found.push(node_info(object)),
        ("KubeletInfo", "hostdata.kubescape.cloud") => found.extend(command_line(object)),
        _ => {}
    }
}

fn node_info(object: &Object) -> Component {
    let flags = KEYS.iter().filter_map(|(key, flag)| {
        let at = object.root.at("info").key(key);
        let values = match at.key("values") {
            At::Absent(_) => at.list(),
            values => values.list(),
        };
        let parts: Option<Vec<String>> = values.iter().map(ringfort_source::Node::scalar).collect();
        let (first, parts) = (values.first()?, parts?);
        let value = Value::Set(parts.join(","), first.span);
        Some(Flag { name: (*flag).into(), value, exact: false })
    });
    of(object, flags.collect(), "the collector tells nothing of this setting")
}

fn command_line(object: &Object) -> Option<Component> {
    let node = object.root.at("data.cmdLine").node()?;
    let word = |text: &str| Word { text: Some(text.to_owned()), span: node.span, exact: false };
    let words: Vec<Word> = node.as_str()?.split_whitespace().map(word).collect();
    let (_, after) = command::program(&words).filter(|(k, _)| *k == ComponentKind::Kubelet)?;
    let (flags, _) = flags::read(words.get(after..).unwrap_or(&[]));
    Some(of(object, flags, "the file of the kubelet decides what its flags leave out"))
}

fn of(object: &Object, flags: Vec<Flag>, cause: &str) -> Component {
    Component {
        kind: ComponentKind::Kubelet,
        object: object.id,
        place: None,
        origin: Origin::Distribution,
        flags,
        open: Some((object.head, cause.into())),
        head: object.head,
        last: None,
        image: Value::Unknown(object.head, "the collector names no image".into()),
    }
}
