//! Etcd trusts the certificate authority of the cluster.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::etcd;

/// Etcd trusts the certificate authority of the cluster.
pub struct EtcdSharedAuthority;

impl Check for EtcdSharedAuthority {
    const META: Meta = Meta::new(
        "cluster/etcd-shared-authority",
        "etcd trusts the certificate authority of the cluster",
        "cluster/etcd-security",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-2.7"])
    .aliases(&["cb7e695d-6a85-495c-b15f-23aed2519303", "C-0159"]);
    const TYPES: &'static [&'static str] = &["etcd"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        etcd::authority(on, scene)
    }
}
