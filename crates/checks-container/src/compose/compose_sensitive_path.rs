//! Sensitive paths of the host in services.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;
use crate::support::paths::{self, Reach};

/// A Compose service mounts a path that the host's security, or its user's, rests on.
pub struct ComposeSensitivePath;

/// Folders below a user's home that hold credentials.
const PRIVATE: &[&str] =
    &[".ssh", ".aws", ".kube", ".docker", ".gnupg", ".azure", ".config/gcloud"];

/// Files below sensitive folders that a container may well see.
const HARMLESS: &[&str] =
    &["/etc/localtime", "/etc/timezone", "/etc/hosts", "/etc/resolv.conf", "/etc/ssl/certs"];

impl Check for ComposeSensitivePath {
    const META: Meta = Meta::new(
        "container/compose-sensitive-path",
        "Compose service mounts a sensitive path of the host",
        "container/host-filesystem-isolation",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-5.6", "MITRE-T1611"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        compose::each_bind(on, "no sensitive path is mounted", |path| {
            is_sensitive(path).then(|| format!("mounts the sensitive path `{path}`"))
        })
    }
}

fn is_sensitive(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    let private = PRIVATE.iter().any(|p| path.ends_with(&format!("/{p}")));
    // A project may lie below /home or /srv; a home as a whole, and the folders of the system, are not one.
    let deep = path.starts_with("/home") && path.matches('/').count() > 2;
    let system = path.starts_with('/') && !deep && paths::reach(path) == Reach::Node;
    !HARMLESS.contains(&path) && (private || path == "~" || path.is_empty() || system)
}
