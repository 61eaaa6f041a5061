//! Data of etcd can be read by others.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Data of etcd can be read by others.
pub struct EtcdDataMode;

impl Check for EtcdDataMode {
    const META: Meta = Meta::new(
        "cluster/etcd-data-mode",
        "Data of etcd can be read by others",
        "cluster/etcd-security",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-1.1.11"])
    .aliases(&["KCV-0058", "C-0102"]);
    const TYPES: &'static [&'static str] = &["etcd-data"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::mode(on, 0o700)
    }
}
