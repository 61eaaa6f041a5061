//! Etcd accepts members without a certificate.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::etcd;
use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("peer-client-cert-auth", "so any machine can join and copy the data")
    .fixed("true", Safety::Unsafe);

/// Etcd accepts members without a certificate.
pub struct EtcdPeerCertAuth;

impl Check for EtcdPeerCertAuth {
    const META: Meta = Meta::new(
        "cluster/etcd-peer-cert-auth",
        "etcd accepts members without a certificate",
        "cluster/etcd-security",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-2.5"])
    .aliases(&["b7d0181d-0a9b-4611-9d1c-1ad4f0b620ff", "CKV_K8S_121", "KCV-0046", "C-0157"]);
    const TYPES: &'static [&'static str] = &["etcd"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        etcd::peers(on, || flags::is(on, scene, true, RULE))
    }
}
