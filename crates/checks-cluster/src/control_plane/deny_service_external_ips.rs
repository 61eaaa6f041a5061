//! Services may claim any external address.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags;

const HARM: &str = "so a Service can claim traffic for addresses that are not its own";

/// Services may claim any external address.
pub struct DenyServiceExternalIps;

impl Check for DenyServiceExternalIps {
    const META: Meta = Meta::new(
        "cluster/deny-service-external-ips",
        "Services may claim any external address",
        "cluster/api-server-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.3"])
    .aliases(&["C-0283"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::plugin(on, scene, "DenyServiceExternalIPs", HARM, Some(Safety::Unsafe))
    }
}
