//! Etcd serves clients without a certificate of its own.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags;

/// Etcd serves clients without a certificate of its own.
pub struct EtcdCertificate;

impl Check for EtcdCertificate {
    const META: Meta = Meta::new(
        "cluster/etcd-certificate",
        "etcd serves clients without a certificate of its own",
        "cluster/etcd-security",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-2.1"])
    .aliases(&["075ca296-6768-4322-aea2-ba5063b969a9", "CKV_K8S_116", "KCV-0042", "C-0153"]);
    const TYPES: &'static [&'static str] = &["etcd"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::all_given(on, scene, &["cert-file", "key-file"], "so its traffic is not encrypted")
    }
}
