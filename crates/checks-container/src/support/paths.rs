//! Paths of a node by what they give away.

/// Sockets of container runtimes.
const SOCKETS: &[&str] = &[
    "docker.sock",
    "containerd.sock",
    "crio.sock",
    "cri-dockerd.sock",
    "dockershim.sock",
    "podman.sock",
    "frakti.sock",
];

/// Folders whose only use is to hold such a socket.
const SOCKET_FOLDERS: &[&str] = &[
    "/run",
    "/var/run",
    "/run/containerd",
    "/var/run/containerd",
    "/run/crio",
    "/var/run/crio",
    "/run/podman",
    "/run/docker",
    "/var/run/docker",
];

/// Folders that are sensitive with everything in them.
const TREES: &[&str] = &[
    "/etc",
    "/root",
    "/proc",
    "/sys",
    "/boot",
    "/dev",
    "/home",
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/sbin",
    "/var/lib/kubelet",
    "/var/lib/docker",
    "/var/lib/containerd",
    "/var/lib/etcd",
    "/var/lib/rancher",
];

/// Folders that are sensitive as a whole, while a subfolder of an application is not.
const WHOLE: &[&str] = &["/", "/var", "/var/lib", "/var/log", "/opt", "/mnt", "/srv"];

/// What a path of the node gives to whoever mounts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The container runtime: any container with any rights.
    Runtime,
    /// Files that the node's security rests on.
    Node,
    /// Other files.
    Files,
}

/// Judges a path of the node.
pub(crate) fn reach(path: &str) -> Reach {
    let path = path.trim_end_matches('/');
    let path = if path.is_empty() { "/" } else { path };
    let under =
        |tree: &str| path.strip_prefix(tree).is_some_and(|r| r.is_empty() || r.starts_with('/'));
    if SOCKET_FOLDERS.contains(&path) || SOCKETS.iter().any(|s| path.ends_with(s)) {
        Reach::Runtime
    } else if WHOLE.contains(&path) || TREES.iter().any(|t| under(t)) {
        Reach::Node
    } else {
        Reach::Files
    }
}
