//! API server shows etcd no certificate.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags;

/// API server shows etcd no certificate.
pub struct ApiServerEtcdCertificate;

impl Check for ApiServerEtcdCertificate {
    const META: Meta = Meta::new(
        "cluster/api-server-etcd-certificate",
        "API server shows etcd no certificate",
        "cluster/etcd-security",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-1.2.23"])
    .aliases(&["895a5a95-3756-4b04-9924-2f3bc93181bd", "CKV_K8S_99", "KCV-0026", "C-0137"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::all_given(
            on,
            scene,
            &["etcd-certfile", "etcd-keyfile"],
            "so etcd cannot ask for one",
        )
    }
}
