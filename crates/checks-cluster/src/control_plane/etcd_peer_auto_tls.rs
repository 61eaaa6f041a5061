//! Etcd members sign their own certificates.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("peer-auto-tls", "so members cannot check whose certificate it is")
    .fixed("false", Safety::Unsafe);

/// Etcd members sign their own certificates.
pub struct EtcdPeerAutoTls;

impl Check for EtcdPeerAutoTls {
    const META: Meta = Meta::new(
        "cluster/etcd-peer-auto-tls",
        "etcd members sign their own certificates",
        "cluster/etcd-security",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-2.6"])
    .aliases(&["ae8827e2-4af9-4baa-9998-87539ae0d6f0", "KCV-0047", "C-0158"]);
    const TYPES: &'static [&'static str] = &["etcd"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}
