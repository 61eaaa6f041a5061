//! Authority that the kubelet trusts can be changed by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Authority that the kubelet trusts can be changed by others.
pub struct ClientAuthorityMode;

impl Check for ClientAuthorityMode {
    const META: Meta = Meta::new(
        "cluster/client-authority-mode",
        "Authority that the kubelet trusts can be changed by others",
        "cluster/node-hardening",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-4.1.7"])
    .aliases(&["KCV-0075", "C-0168"]);
    const TYPES: &'static [&'static str] = &["client-authority"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
