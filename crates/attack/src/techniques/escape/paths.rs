//! Paths of the host and what holding them means.

/// Folders whose content programs of the node execute or trust.
const EXECUTED: &[&str] = &[
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

/// Is it the whole disk, or the settings of the kernel?
pub(super) fn is_whole(path: &str) -> bool {
    matches!(path, "/" | "/proc" | "/proc/sys" | "/sys")
}

/// Do programs of the node execute or trust what lies there?
pub(super) fn is_executed(path: &str) -> bool {
    is_under(path, EXECUTED)
}

/// Is it the socket of a container runtime, or a folder above one?
pub(super) fn is_socket(path: &str) -> bool {
    let near =
        |s: &&str| s.strip_prefix(path).is_some_and(|r| r.starts_with('/') && path.len() > 1);
    SOCKETS.contains(&path) || SOCKETS.iter().any(near)
}

/// Does writing there give the node?
pub(super) fn leads_to_node(path: &str) -> bool {
    is_whole(path) || is_executed(path) || is_socket(path)
}

/// A path without the slashes at its end; the root stays.
pub(super) fn trimmed(path: &str) -> &str {
    let short = path.trim_end_matches('/');
    if short.is_empty() { "/" } else { short }
}

/// Is `path` one of `roots` or below one of them?
pub(super) fn is_under(path: &str, roots: &[&str]) -> bool {
    roots
        .iter()
        .any(|r| path == *r || path.strip_prefix(r).is_some_and(|rest| rest.starts_with('/')))
}
