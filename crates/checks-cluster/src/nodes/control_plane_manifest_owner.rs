//! Manifest of a control-plane pod does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Manifest of a control-plane pod does not belong to root.
pub struct ControlPlaneManifestOwner;

impl Check for ControlPlaneManifestOwner {
    const META: Meta = Meta::new(
        "cluster/control-plane-manifest-owner",
        "Manifest of a control-plane pod does not belong to root",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.1.2", "CIS-K8s-1.1.4", "CIS-K8s-1.1.6", "CIS-K8s-1.1.8"])
    .aliases(&[
        "KCV-0049", "C-0093", "KCV-0051", "C-0095", "KCV-0053", "C-0097", "KCV-0055", "C-0099",
    ]);
    const TYPES: &'static [&'static str] = &[
        "api-server-manifest",
        "controller-manager-manifest",
        "scheduler-manifest",
        "etcd-manifest",
    ];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
