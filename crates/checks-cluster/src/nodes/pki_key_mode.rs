//! Private key of the cluster can be read by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Private key of the cluster can be read by others.
pub struct PkiKeyMode;

impl Check for PkiKeyMode {
    const META: Meta = Meta::new(
        "cluster/pki-key-mode",
        "Private key of the cluster can be read by others",
        "cluster/control-plane-components",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-1.1.21"])
    .aliases(&["KCV-0067", "C-0112"]);
    const TYPES: &'static [&'static str] = &["pki-key"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
