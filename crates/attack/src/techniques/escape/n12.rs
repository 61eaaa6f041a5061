//! N12: a mount of the container runtime's socket, or of a folder above it, even read-only.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N12",
    title: "Escape through the socket of the container runtime",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "{from} talks to the container runtime through `{detail}`: it starts a privileged container beside itself and holds {to}",
    page: include_str!("n12.md"),
    ground,
};

/// Sockets of container runtimes, as their projects document them.
const SOCKETS: &[&str] = &[
    "/var/run/docker.sock",
    "/run/docker.sock",
    "/run/containerd/containerd.sock",
    "/var/run/containerd/containerd.sock",
    "/run/k3s/containerd/containerd.sock",
    "/run/crio/crio.sock",
    "/var/run/crio/crio.sock",
    "/run/podman/podman.sock",
    "/var/run/cri-dockerd.sock",
    "/run/cri-dockerd.sock",
];

/// Is `path` a socket, or the folder of one?
fn is_socket(path: &str) -> bool {
    let near =
        |s: &&str| s.strip_prefix(path).is_some_and(|r| r.starts_with('/') && path.len() > 1);
    SOCKETS.contains(&path) || SOCKETS.iter().any(near)
}

fn ground(g: &mut Ground<'_>) {
    support::each(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, false, &is_socket)
}
