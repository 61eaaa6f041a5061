//! Scheduler listens on all addresses.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("bind-address", "so its port is open to the node network")
    .fixed("127.0.0.1", Safety::Unsafe);

/// Scheduler listens on all addresses.
pub struct SchedulerBindAddress;

impl Check for SchedulerBindAddress {
    const META: Meta = Meta::new(
        "cluster/scheduler-bind-address",
        "Scheduler listens on all addresses",
        "cluster/control-plane-components",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.4.2"])
    .aliases(&["CKV_K8S_115", "KCV-0041", "C-0152"]);
    const TYPES: &'static [&'static str] = &["kube-scheduler"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::meets(on, scene, RULE, |address| {
            matches!(address, "127.0.0.1" | "::1" | "localhost")
        })
    }
}
