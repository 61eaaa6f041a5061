//! Service file of the kubelet can be changed by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Service file of the kubelet can be changed by others.
pub struct KubeletServiceMode;

impl Check for KubeletServiceMode {
    const META: Meta = Meta::new(
        "cluster/kubelet-service-mode",
        "Service file of the kubelet can be changed by others",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.1"])
    .aliases(&["KCV-0069", "C-0162"]);
    const TYPES: &'static [&'static str] = &["kubelet-service"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
