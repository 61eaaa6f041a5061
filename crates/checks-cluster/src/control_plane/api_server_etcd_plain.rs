//! API server reaches etcd without TLS.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

/// API server reaches etcd without TLS.
pub struct ApiServerEtcdPlain;

impl Check for ApiServerEtcdPlain {
    const META: Meta = Meta::new(
        "cluster/api-server-etcd-plain",
        "API server reaches etcd without TLS",
        "cluster/etcd-security",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-1.2.26"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(
            on,
            scene,
            Rule::new("etcd-servers", "so Secrets travel in plain text"),
            |text| {
                flags::parts(text).all(|url| url.starts_with("https://") || url.starts_with("unix"))
            },
        )
    }
}
