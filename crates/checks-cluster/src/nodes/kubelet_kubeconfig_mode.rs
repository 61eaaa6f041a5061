//! Kubeconfig of the kubelet can be read by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Kubeconfig of the kubelet can be read by others.
pub struct KubeletKubeconfigMode;

impl Check for KubeletKubeconfigMode {
    const META: Meta = Meta::new(
        "cluster/kubelet-kubeconfig-mode",
        "Kubeconfig of the kubelet can be read by others",
        "cluster/node-hardening",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-4.1.5"])
    .aliases(&["KCV-0073", "C-0166"]);
    const TYPES: &'static [&'static str] = &["kubelet-kubeconfig"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
