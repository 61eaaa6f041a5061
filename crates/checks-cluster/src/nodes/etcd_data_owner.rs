//! Data of etcd does not belong to etcd.

use ringfort_check::facts::nodes::NodeFile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::node_files;

/// Data of etcd does not belong to etcd.
pub struct EtcdDataOwner;

impl Check for EtcdDataOwner {
    const META: Meta = Meta::new(
        "cluster/etcd-data-owner",
        "Data of etcd does not belong to etcd",
        "cluster/etcd-security",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.1.12"])
    .aliases(&["KCV-0059", "C-0103"]);
    const TYPES: &'static [&'static str] = &["etcd-data"];
    type On = NodeFile;

    fn run(on: &NodeFile, _: &Scene<'_>) -> Verdict {
        node_files::owner(on, "etcd:etcd")
    }
}
