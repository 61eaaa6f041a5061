//! Certificate of the cluster can be changed by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Certificate of the cluster can be changed by others.
pub struct PkiCertificateMode;

impl Check for PkiCertificateMode {
    const META: Meta = Meta::new(
        "cluster/pki-certificate-mode",
        "Certificate of the cluster can be changed by others",
        "cluster/control-plane-components",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.1.20"])
    .aliases(&["KCV-0068", "C-0111"]);
    const TYPES: &'static [&'static str] = &["pki-certificate"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o600)
    }
}
