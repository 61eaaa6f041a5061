//! Configuration of the pod network does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Configuration of the pod network does not belong to root.
pub struct CniFileOwner;

impl Check for CniFileOwner {
    const META: Meta = Meta::new(
        "cluster/cni-file-owner",
        "Configuration of the pod network does not belong to root",
        "cluster/node-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.1.10"])
    .aliases(&["KCV-0057", "C-0101"]);
    const TYPES: &'static [&'static str] = &["cni-configuration"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
