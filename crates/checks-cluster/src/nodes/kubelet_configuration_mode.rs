//! Configuration of the kubelet can be changed by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Configuration of the kubelet can be changed by others.
pub struct KubeletConfigurationMode;

impl Check for KubeletConfigurationMode {
    const META: Meta = Meta::new(
        "cluster/kubelet-configuration-mode",
        "Configuration of the kubelet can be changed by others",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.9"])
    .aliases(&["KCV-0077", "C-0170"]);
    const TYPES: &'static [&'static str] = &["kubelet-configuration"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
