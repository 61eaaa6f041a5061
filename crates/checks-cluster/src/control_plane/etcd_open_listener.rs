//! Etcd listens without TLS or on every address.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::etcd;

/// Etcd listens without TLS or on every address.
pub struct EtcdOpenListener;

impl Check for EtcdOpenListener {
    const META: Meta = Meta::new(
        "cluster/etcd-open-listener",
        "etcd listens without TLS or on every address",
        "cluster/etcd-security",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-2.1", "K8s-APIBypass-etcd"]);
    const TYPES: &'static [&'static str] = &["etcd"];
    type On = Component;

    fn run(on: &Component, _: &Scene<'_>) -> Verdict {
        etcd::listeners(on)
    }
}
