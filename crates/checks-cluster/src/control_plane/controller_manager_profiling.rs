//! Controller manager serves profiling data.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("profiling", "so profiles of the process can be read over its port")
    .fixed("false", Safety::Safe);

/// Controller manager serves profiling data.
pub struct ControllerManagerProfiling;

impl Check for ControllerManagerProfiling {
    const META: Meta = Meta::new(
        "cluster/controller-manager-profiling",
        "Controller manager serves profiling data",
        "cluster/control-plane-components",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.3.2"])
    .aliases(&["CKV_K8S_107", "KCV-0034", "C-0145"]);
    const TYPES: &'static [&'static str] = &["kube-controller-manager"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}
