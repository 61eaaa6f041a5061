//! Authority that the kubelet trusts does not belong to root.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Authority that the kubelet trusts does not belong to root.
pub struct ClientAuthorityOwner;

impl Check for ClientAuthorityOwner {
    const META: Meta = Meta::new(
        "cluster/client-authority-owner",
        "Authority that the kubelet trusts does not belong to root",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.8"])
    .aliases(&["KCV-0076", "C-0169"]);
    const TYPES: &'static [&'static str] = &["client-authority"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "root:root")
    }
}
