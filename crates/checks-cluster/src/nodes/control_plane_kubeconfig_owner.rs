//! Kubeconfig of the control plane does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Kubeconfig of the control plane does not belong to root.
pub struct ControlPlaneKubeconfigOwner;

impl Check for ControlPlaneKubeconfigOwner {
    const META: Meta = Meta::new(
        "cluster/control-plane-kubeconfig-owner",
        "Kubeconfig of the control plane does not belong to root",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.1.14", "CIS-K8s-1.1.16", "CIS-K8s-1.1.18"])
    .aliases(&["KCV-0061", "C-0105", "KCV-0063", "C-0107", "KCV-0065", "C-0109"]);
    const TYPES: &'static [&'static str] =
        &["admin-kubeconfig", "scheduler-kubeconfig", "controller-manager-kubeconfig"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
