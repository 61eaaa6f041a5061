//! Docker daemons that listen on the network without asking for certificates: `daemon.json` and units of systemd
//! (Docker documentation, "Protect the Docker daemon socket").

use std::sync::Arc;

use ringfort_model::Model;
use ringfort_source::{Node, SourceMap, Span};

use crate::kube::started_by;

/// A daemon that takes orders from whoever reaches its port.
#[derive(Clone, Debug)]
pub struct OpenDaemon {
    /// The file that configures it.
    pub path: Arc<str>,
    /// The address it listens on.
    pub address: String,
    /// Where that is written.
    pub at: Span,
}

/// The daemons that files of machines open.
pub(super) fn derive(model: &Model, sources: &SourceMap) -> Vec<OpenDaemon> {
    let settings = model.documents.iter().filter(|d| d.path.ends_with("daemon.json"));
    let by_file = settings.filter_map(|d| of_settings(&d.root, &d.path));
    let by_unit = model.texts.iter().filter_map(|file| {
        let words = started_by(file, sources, "dockerd")?;
        let (address, at) = open_address(&words)?;
        Some(OpenDaemon { path: (&*file.path).into(), address, at })
    });
    by_file.chain(by_unit).collect()
}

fn of_settings(root: &Node, path: &str) -> Option<OpenDaemon> {
    if root.at("tlsverify").bool() == Some(true) {
        return None;
    }
    let hosts = root.at("hosts").list().iter();
    let open = hosts.filter_map(|n| Some((n.as_str()?, n.span))).find(|(h, _)| is_open(h));
    open.map(|(host, at)| OpenDaemon { path: path.into(), address: host.to_owned(), at })
}

/// The address that `dockerd` with these arguments listens on without asking for client certificates.
pub fn open_address(words: &[(String, Span)]) -> Option<(String, Span)> {
    let verifies = |w: &str| matches!(w, "--tlsverify" | "--tlsverify=true" | "--tlsverify=1");
    if words.iter().any(|(w, _)| verifies(w)) {
        return None;
    }
    words.iter().enumerate().find_map(|(i, (word, at))| {
        let next = || words.get(i + 1).map(|(w, _)| w.as_str());
        let address = match word.as_str() {
            "-H" | "--host" => next(),
            other => other.strip_prefix("--host=").or_else(|| other.strip_prefix("-H=")),
        }?;
        is_open(address).then(|| (address.to_owned(), *at))
    })
}

/// Is it an address of the network, rather than a socket or the machine's own?
fn is_open(address: &str) -> bool {
    let own = ["127.", "localhost", "[::1]"];
    address
        .strip_prefix("tcp://")
        .is_some_and(|host| !host.is_empty() && !own.iter().any(|o| host.starts_with(o)))
}
