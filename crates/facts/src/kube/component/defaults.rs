//! What holds for a flag that is not written. The table is `defaults.tsv`.

use super::{ComponentKind, Origin};

const TABLE: &str = include_str!("defaults.tsv");

/// A default as far as it is known.
pub(super) enum Known {
    /// The value; empty for a flag that is simply off.
    Text(&'static str),
    /// Another file decides.
    Decided(&'static str),
}

/// The default of the flag `name` of `kind`, read in `origin`. More specific origins first.
pub(super) fn of(kind: ComponentKind, origin: Origin, name: &str) -> Known {
    if kind == ComponentKind::Kubelet && origin == Origin::Kubeadm {
        return Known::Decided("the kubelet's configuration file decides what its flags leave out");
    }
    let origins: &[&str] = match origin {
        Origin::Kind => return Known::Decided("kind decides about what its patches leave out"),
        Origin::Distribution => return Known::Decided("the distribution decides"),
        Origin::Command => &["command"],
        Origin::Kubeadm => &["kubeadm", "command"],
        Origin::KubeletFile | Origin::ProxyFile => &["file"],
        Origin::KubeadmKubelet => &["kubeadm", "file"],
    };
    let found = origins.iter().find_map(|origin| lookup(kind.name(), origin, name));
    match found {
        Some("?") => Known::Decided("its default is not the same in all releases"),
        found => Known::Text(found.unwrap_or("")),
    }
}

fn lookup(kind: &str, origin: &str, name: &str) -> Option<&'static str> {
    TABLE.lines().filter(|l| !l.starts_with('#')).find_map(|line| {
        let mut cells = line.split('\t');
        let hit = cells.next() == Some(kind)
            && cells.next() == Some(origin)
            && cells.next() == Some(name);
        if hit { cells.next() } else { None }
    })
}
