//! Kubeconfig of the control plane can be read by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Kubeconfig of the control plane can be read by others.
pub struct ControlPlaneKubeconfigMode;

impl Check for ControlPlaneKubeconfigMode {
    const META: Meta = Meta::new(
        "cluster/control-plane-kubeconfig-mode",
        "Kubeconfig of the control plane can be read by others",
        "cluster/control-plane-components",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-1.1.13", "CIS-K8s-1.1.15", "CIS-K8s-1.1.17"])
    .aliases(&["KCV-0060", "C-0104", "KCV-0062", "C-0106", "KCV-0064", "C-0108"]);
    const TYPES: &'static [&'static str] =
        &["admin-kubeconfig", "scheduler-kubeconfig", "controller-manager-kubeconfig"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
