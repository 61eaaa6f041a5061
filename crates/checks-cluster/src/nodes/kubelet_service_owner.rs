//! Service file of the kubelet does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Service file of the kubelet does not belong to root.
pub struct KubeletServiceOwner;

impl Check for KubeletServiceOwner {
    const META: Meta = Meta::new(
        "cluster/kubelet-service-owner",
        "Service file of the kubelet does not belong to root",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.2"])
    .aliases(&["KCV-0070", "C-0163"]);
    const TYPES: &'static [&'static str] = &["kubelet-service"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
