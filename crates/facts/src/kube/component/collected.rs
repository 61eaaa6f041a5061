//! Processes as a collector saw them on a node: the arguments of a kubelet in `NodeInfo` (k8s-node-collector), and the
//! command lines of `KubeletInfo`, with the file that it names, and of `ControlPlaneInfo` (hostdata.kubescape.cloud).

use ringfort_model::Value;
use ringfort_model::kube::Object;
use ringfort_source::{At, Kind, Node, Span};

use super::flags::{self, Flag, Word};
use super::{Component, ComponentKind, Origin, command, kubelet};

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
    ("kubeletRotateKubeletServerCertificateArgumentSet", GATE.0),
    ("kubeletOnlyUseStrongCryptographic", "tls-cipher-suites"),
];

/// What it means that the collector found nothing, where that is known: it asks the flags and the configuration that the
/// kubelet runs with.
const EMPTY: &[(&str, &str)] = &[
    ("client-ca-file", ""),
    ("hostname-override", ""),
    ("make-iptables-util-chains", "true"),
    ("protect-kernel-defaults", "false"),
    ("rotate-certificates", "false"),
    ("streaming-connection-idle-timeout", "4h0m0s"),
    ("tls-cert-file", ""),
    ("tls-private-key-file", ""),
];

/// The flag whose key tells the state of this gate and not a value.
const GATE: (&str, &str) = ("feature-gates", "RotateKubeletServerCertificate");

/// Command lines of a `ControlPlaneInfo`.
const PROCESSES: &[&str] = &[
    "data.APIServerInfo.cmdLine",
    "data.controllerManagerInfo.cmdLine",
    "data.schedulerInfo.cmdLine",
];

/// Adds the processes that `object` tells of.
pub(super) fn components(object: &Object, found: &mut Vec<Component>) {
    match (&*object.kind, object.group()) {
        ("NodeInfo", _) => found.push(node_info(object)),
        ("KubeletInfo", "hostdata.kubescape.cloud") => found.extend(kubelet_info(object)),
        ("ControlPlaneInfo", "hostdata.kubescape.cloud") => {
            found.extend(PROCESSES.iter().filter_map(|path| process(object, path)));
        }
        _ => {}
    }
}

fn node_info(object: &Object) -> Component {
    let flags = KEYS.iter().filter_map(|(key, flag)| {
        let at = object.root.at("info").key(key);
        let values = match at.key("values") {
            At::Absent(_) => at,
            values => values,
        };
        let empty = || values.node().filter(|n| matches!(n.kind, Kind::Seq(_)));
        let Some(first) = values.list().first() else {
            let (_, text) = EMPTY.iter().find(|(name, _)| name == flag)?;
            return Some(told(flag, (*text).to_owned(), empty()?.span));
        };
        let parts: Option<Vec<String>> = values.list().iter().map(Node::scalar).collect();
        let text = parts?.join(",");
        let text = if *flag == GATE.0 { format!("{}={text}", GATE.1) } else { text };
        Some(told(flag, text, first.span))
    });
    let cause = "the collector tells nothing of this setting";
    let open = Some((object.head, cause.into()));
    of(object, ComponentKind::Kubelet, flags.collect(), Origin::Distribution, open)
}

fn told(flag: &str, text: String, at: Span) -> Flag {
    Flag { name: flag.into(), value: Value::Set(text, at), exact: false }
}

/// The flags of a kubelet over the settings of the file that they name: what both leave out has the defaults of the file,
/// without a file those of the flags. A file that the collector did not read decides about the rest.
fn kubelet_info(object: &Object) -> Option<Component> {
    let (kind, flags) = command_line(object, "data.cmdLine")?;
    let flags = (kind == ComponentKind::Kubelet).then_some(flags)?;
    let file = object.root.at("data.configFile.content").node();
    let (settings, origin, open) = match file.filter(|f| !f.entries().is_empty()) {
        Some(file) => (kubelet::settings(file), Origin::KubeletFile, None),
        None if flags.iter().all(|f| &*f.name != "config") => (vec![], Origin::Command, None),
        None => {
            let cause = "the file of the kubelet decides what its flags leave out";
            (vec![], Origin::Distribution, Some((object.head, cause.into())))
        }
    };
    let settings = settings.into_iter().map(|f| Flag { exact: false, ..f });
    Some(of(object, kind, settings.chain(flags).collect(), origin, open))
}

/// A process of the control plane: what its command line leaves out has the program's default.
fn process(object: &Object, path: &str) -> Option<Component> {
    let (kind, flags) = command_line(object, path)?;
    let open = command::elsewhere(kind, &flags);
    Some(of(object, kind, flags, Origin::Command, open))
}

fn command_line(object: &Object, path: &str) -> Option<(ComponentKind, Vec<Flag>)> {
    let node = object.root.at(path).node()?;
    let word = |text: &str| Word { text: Some(text.to_owned()), span: node.span, exact: false };
    let words: Vec<Word> = node.as_str()?.split_whitespace().map(word).collect();
    let (kind, after) = command::program(&words)?;
    Some((kind, flags::read(words.get(after..).unwrap_or(&[])).0))
}

fn of(
    object: &Object,
    kind: ComponentKind,
    flags: Vec<Flag>,
    origin: Origin,
    open: Option<(Span, Box<str>)>,
) -> Component {
    Component {
        kind,
        object: object.id,
        place: None,
        origin,
        flags,
        open,
        head: object.head,
        last: None,
        image: Value::Unknown(object.head, "the collector names no image".into()),
    }
}
