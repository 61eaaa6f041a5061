//! Key material of the cluster does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Key material of the cluster does not belong to root.
pub struct PkiOwner;

impl Check for PkiOwner {
    const META: Meta = Meta::new(
        "cluster/pki-owner",
        "Key material of the cluster does not belong to root",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.1.19"])
    .aliases(&["KCV-0066", "C-0110"]);
    const TYPES: &'static [&'static str] = &["pki-folder", "pki-certificate", "pki-key"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
