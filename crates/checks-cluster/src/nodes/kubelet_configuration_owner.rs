//! Configuration of the kubelet does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Configuration of the kubelet does not belong to root.
pub struct KubeletConfigurationOwner;

impl Check for KubeletConfigurationOwner {
    const META: Meta = Meta::new(
        "cluster/kubelet-configuration-owner",
        "Configuration of the kubelet does not belong to root",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.10"])
    .aliases(&["KCV-0078", "C-0171"]);
    const TYPES: &'static [&'static str] = &["kubelet-configuration"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
