//! API server does not check the certificate of etcd.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

/// API server does not check the certificate of etcd.
pub struct ApiServerEtcdAuthority;

impl Check for ApiServerEtcdAuthority {
    const META: Meta = Meta::new(
        "cluster/api-server-etcd-authority",
        "API server does not check the certificate of etcd",
        "cluster/etcd-security",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.2.26"])
    .aliases(&["3f5ff8a7-5ad6-4d02-86f5-666307da1b20", "CKV_K8S_102", "KCV-0029", "C-0140"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(
            on,
            scene,
            Rule::new("etcd-cafile", "so a stranger can answer in the place of etcd"),
        )
    }
}
