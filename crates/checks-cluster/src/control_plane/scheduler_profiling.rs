//! Scheduler serves profiling data.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("profiling", "so profiles of the process can be read over its port")
    .fixed("false", Safety::Safe);

/// Scheduler serves profiling data.
pub struct SchedulerProfiling;

impl Check for SchedulerProfiling {
    const META: Meta = Meta::new(
        "cluster/scheduler-profiling",
        "Scheduler serves profiling data",
        "cluster/control-plane-components",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.4.1"])
    .aliases(&["CKV_K8S_114", "KCV-0040", "C-0151"]);
    const TYPES: &'static [&'static str] = &["kube-scheduler"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}
