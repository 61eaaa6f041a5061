//! Judgements of etcd that need more than one flag.

use ringfort_check::facts::kube::{Component, ComponentKind};
use ringfort_check::{Failure, Scene, Value, Verdict};

use super::flags;

/// `verdict` where members can reach this etcd; a single one on the loopback address has none.
pub(crate) fn peers(on: &Component, verdict: impl FnOnce() -> Verdict) -> Verdict {
    match on.value("listen-peer-urls") {
        Value::Set(text, _) if flags::parts(&text).all(is_loopback) => Verdict::NotApplicable,
        _ => verdict(),
    }
}

/// Every listener is on TLS or on the loopback address, and none on all addresses.
pub(crate) fn listeners(on: &Component) -> Verdict {
    let flags = ["listen-client-urls", "listen-peer-urls"];
    flags.iter().fold(Verdict::NotApplicable, |all, flag| all.and(listener(on, flag)))
}

fn listener(on: &Component, flag: &str) -> Verdict {
    let value = on.value(flag);
    let open =
        |text: &String| flags::parts(text).find_map(|url| Some((url.to_owned(), harm(url)?)));
    match &value {
        Value::Unknown(span, cause) => Verdict::unknown(*span, cause.to_string()),
        Value::Default(_, span) => {
            Verdict::default(*span, format!("--{flag} is the loopback address"))
        }
        Value::Set(text, span) => match open(text) {
            None => Verdict::pass(*span, "listens with TLS on named addresses"),
            Some((url, harm)) => {
                let failure = Failure::new(*span, format!("`etcd` listens on `{url}`, {harm}"));
                Verdict::fail(failure.key(flag))
            }
        },
    }
}

fn harm(url: &str) -> Option<&'static str> {
    if is_loopback(url) || url.starts_with("unix") {
        None
    } else if url.starts_with("http://") {
        Some("without TLS and so without certificates of clients")
    } else {
        matches!(host(url), "0.0.0.0" | "[::]" | "").then_some("which is every address of the node")
    }
}

fn is_loopback(url: &str) -> bool {
    matches!(host(url), "127.0.0.1" | "localhost" | "[::1]")
}

/// The host of `scheme://host:port`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('/').next().unwrap_or(rest);
    match rest.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => rest,
    }
}

/// Where kubeadm keeps the authority of the API server's clients (kubeadm documentation, "Implementation details").
const CLUSTER_AUTHORITY: &str = "/etc/kubernetes/pki/ca.crt";

fn shared(path: &str) -> String {
    format!("`etcd` trusts `{path}`, the authority of all clients of the cluster")
}

/// The authority of etcd is not the one that an API server takes for its clients.
pub(crate) fn authority(on: &Component, scene: &Scene<'_>) -> Verdict {
    let own = on.value("trusted-ca-file");
    let Some(path) = own.known().filter(|p| !p.is_empty()) else {
        return match own {
            Value::Unknown(span, cause) => Verdict::unknown(span, cause.to_string()),
            _ => Verdict::NotApplicable,
        };
    };
    let servers = scene.facts.kube.components.iter();
    let mut others = servers
        .filter(|c| c.kind == ComponentKind::ApiServer)
        .map(|c| c.value("client-ca-file"))
        .filter(|v| v.known().is_some_and(|p| !p.is_empty()))
        .peekable();
    if others.peek().is_none() {
        return match path.as_str() {
            CLUSTER_AUTHORITY => Verdict::fail(Failure::new(own.span(), shared(path))),
            _ => Verdict::NotApplicable,
        };
    }
    match others.find(|v| v.known() == Some(path)) {
        None => Verdict::pass(own.span(), "an authority of its own"),
        Some(other) => {
            let failure = Failure::new(own.span(), shared(path));
            Verdict::fail(failure.related(other.span(), "the API server takes it for its clients"))
        }
    }
}
