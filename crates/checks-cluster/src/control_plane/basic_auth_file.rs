//! API server accepts passwords from a static file.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

/// API server accepts passwords from a static file.
pub struct BasicAuthFile;

impl Check for BasicAuthFile {
    const META: Meta = Meta::new(
        "cluster/basic-auth-file",
        "API server accepts passwords from a static file",
        "cluster/user-authentication",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.2"])
    .aliases(&["5da47109-f8d6-4585-9e2b-96a8958a12f5", "CKV_K8S_69"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::absent(
            on,
            scene,
            Rule::new("basic-auth-file", "whose passwords stand in plain text"),
        )
    }
}
