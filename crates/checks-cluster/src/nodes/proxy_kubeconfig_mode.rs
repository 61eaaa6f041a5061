//! Kubeconfig of kube-proxy can be read by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Kubeconfig of kube-proxy can be read by others.
pub struct ProxyKubeconfigMode;

impl Check for ProxyKubeconfigMode {
    const META: Meta = Meta::new(
        "cluster/proxy-kubeconfig-mode",
        "Kubeconfig of kube-proxy can be read by others",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.3"])
    .aliases(&["KCV-0071", "C-0164"]);
    const TYPES: &'static [&'static str] = &["proxy-kubeconfig"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
