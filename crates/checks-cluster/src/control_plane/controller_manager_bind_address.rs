//! Controller manager listens on all addresses.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("bind-address", "so its port is open to the node network")
    .fixed("127.0.0.1", Safety::Unsafe);

/// Controller manager listens on all addresses.
pub struct ControllerManagerBindAddress;

impl Check for ControllerManagerBindAddress {
    const META: Meta = Meta::new(
        "cluster/controller-manager-bind-address",
        "Controller manager listens on all addresses",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.3.7"])
    .aliases(&["46a2e9ec-6a5f-4faa-9d39-4ea44d5d87a2", "CKV_K8S_113", "KCV-0039", "C-0150"]);
    const TYPES: &'static [&'static str] = &["kube-controller-manager"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, RULE, |address| {
            matches!(address, "127.0.0.1" | "::1" | "localhost")
        })
    }
}
