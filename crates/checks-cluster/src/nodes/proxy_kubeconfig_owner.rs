//! Kubeconfig of kube-proxy does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Kubeconfig of kube-proxy does not belong to root.
pub struct ProxyKubeconfigOwner;

impl Check for ProxyKubeconfigOwner {
    const META: Meta = Meta::new(
        "cluster/proxy-kubeconfig-owner",
        "Kubeconfig of kube-proxy does not belong to root",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.4"])
    .aliases(&["KCV-0072", "C-0165"]);
    const TYPES: &'static [&'static str] = &["proxy-kubeconfig"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
