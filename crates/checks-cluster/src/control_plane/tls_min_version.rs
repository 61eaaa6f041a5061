//! Control plane accepts old versions of TLS.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

/// Values of Kubernetes components and of etcd.
const OLD: &[&str] = &["VersionTLS10", "VersionTLS11", "TLS1.0", "TLS1.1"];

/// Control plane accepts old versions of TLS.
pub struct TlsMinVersion;

impl Check for TlsMinVersion {
    const META: Meta = Meta::new(
        "cluster/tls-min-version",
        "Control plane accepts old versions of TLS",
        "cluster/client-certificate-auth",
        Severity::Medium,
    );
    const TYPES: &'static [&'static str] =
        &["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubelet", "etcd"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, Rule::new("tls-min-version", "which has known weaknesses"), |v| {
            !OLD.contains(&v)
        })
    }
}
