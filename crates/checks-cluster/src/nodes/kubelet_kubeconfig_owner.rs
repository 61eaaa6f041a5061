//! Kubeconfig of the kubelet does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Kubeconfig of the kubelet does not belong to root.
pub struct KubeletKubeconfigOwner;

impl Check for KubeletKubeconfigOwner {
    const META: Meta = Meta::new(
        "cluster/kubelet-kubeconfig-owner",
        "Kubeconfig of the kubelet does not belong to root",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.6"])
    .aliases(&["KCV-0074", "C-0167"]);
    const TYPES: &'static [&'static str] = &["kubelet-kubeconfig"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
