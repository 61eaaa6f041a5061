//! Etcd signs its own certificate.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("auto-tls", "so clients cannot check whose certificate it is")
    .fixed("false", Safety::Unsafe);

/// Etcd signs its own certificate.
pub struct EtcdAutoTls;

impl Check for EtcdAutoTls {
    const META: Meta = Meta::new(
        "cluster/etcd-auto-tls",
        "etcd signs its own certificate",
        "cluster/etcd-security",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-2.3"])
    .aliases(&["98ce8b81-7707-4734-aa39-627c6db3d84b", "CKV_K8S_118", "KCV-0044", "C-0155"]);
    const TYPES: &'static [&'static str] = &["etcd"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}
