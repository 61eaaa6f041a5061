//! Configuration of the pod network can be read or changed by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Configuration of the pod network can be read or changed by others.
pub struct CniFileMode;

impl Check for CniFileMode {
    const META: Meta = Meta::new(
        "cluster/cni-file-mode",
        "Configuration of the pod network can be read or changed by others",
        "cluster/node-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.1.9"])
    .aliases(&["KCV-0056", "C-0100"]);
    const TYPES: &'static [&'static str] = &["cni-configuration"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
