//! API server serves profiling data.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("profiling", "so profiles of the process can be read over its port")
    .fixed("false", Safety::Safe);

/// API server serves profiling data.
pub struct ApiServerProfiling;

impl Check for ApiServerProfiling {
    const META: Meta = Meta::new(
        "cluster/api-server-profiling",
        "API server serves profiling data",
        "cluster/api-server-hardening",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.15"])
    .aliases(&["CKV_K8S_90", "KCV-0018", "C-0129"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}
