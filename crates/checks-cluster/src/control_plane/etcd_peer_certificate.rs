//! Etcd members talk without certificates.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::etcd;
use crate::support::flags;

const HARM: &str = "so the copies between members can be read on the way";

/// Etcd members talk without certificates.
pub struct EtcdPeerCertificate;

impl Check for EtcdPeerCertificate {
    const META: Meta = Meta::new(
        "cluster/etcd-peer-certificate",
        "etcd members talk without certificates",
        "cluster/etcd-security",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-2.4"])
    .aliases(&["09bb9e96-8da3-4736-b89a-b36814acca60", "CKV_K8S_119", "KCV-0045", "C-0156"]);
    const TYPES: &'static [&'static str] = &["etcd"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        etcd::peers(on, || flags::all_given(on, scene, &["peer-cert-file", "peer-key-file"], HARM))
    }
}
