//! N08: a writable mount of a folder that programs of the node execute from.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N08",
    title: "Escape through a writable path of the host",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "{from} writes to `{detail}` of the host, whence programs of the node read: it gains {to}",
    page: include_str!("n08.md"),
    ground,
};

/// Folders whose content programs of the node execute or trust.
const STARTERS: &[&str] = &[
    "/etc",
    "/root",
    "/home",
    "/bin",
    "/sbin",
    "/usr",
    "/lib",
    "/lib64",
    "/opt",
    "/boot",
    "/dev",
    "/var/spool/cron",
    "/var/lib/kubelet",
    "/var/lib/docker",
    "/var/lib/containerd",
    "/run/systemd",
];

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, true, &|path| support::is_under(path, STARTERS))
}
