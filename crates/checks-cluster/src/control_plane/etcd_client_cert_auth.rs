//! Etcd accepts clients without a certificate.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("client-cert-auth", "so whoever reaches it reads and writes the whole cluster")
        .fixed("true", Safety::Unsafe);

/// Etcd accepts clients without a certificate.
pub struct EtcdClientCertAuth;

impl Check for EtcdClientCertAuth {
    const META: Meta = Meta::new(
        "cluster/etcd-client-cert-auth",
        "etcd accepts clients without a certificate",
        "cluster/etcd-security",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-2.2", "MS-M9024", "MITRE-T1552.007"])
    .aliases(&["9391103a-d8d7-4671-ac5d-606ba7ccb0ac", "CKV_K8S_117", "KCV-0043", "C-0154"]);
    const TYPES: &'static [&'static str] = &["etcd"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, true, RULE)
    }
}
