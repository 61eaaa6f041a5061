//! Manifest of a control-plane pod can be read or changed by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Manifest of a control-plane pod can be read or changed by others.
pub struct ControlPlaneManifestMode;

impl Check for ControlPlaneManifestMode {
    const META: Meta = Meta::new(
        "cluster/control-plane-manifest-mode",
        "Manifest of a control-plane pod can be read or changed by others",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.1.1", "CIS-K8s-1.1.3", "CIS-K8s-1.1.5", "CIS-K8s-1.1.7"])
    .aliases(&[
        "KCV-0048", "C-0092", "KCV-0050", "C-0094", "KCV-0052", "C-0096", "KCV-0054", "C-0098",
    ]);
    const TYPES: &'static [&'static str] = &[
        "api-server-manifest",
        "controller-manager-manifest",
        "scheduler-manifest",
        "etcd-manifest",
    ];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
