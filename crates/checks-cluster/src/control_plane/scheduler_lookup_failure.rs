//! Scheduler goes on without the rules of authentication.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("authentication-tolerate-lookup-failure", "so it may serve without authentication")
        .fixed("false", Safety::Unsafe);

/// Scheduler goes on without the rules of authentication.
pub struct SchedulerLookupFailure;

impl Check for SchedulerLookupFailure {
    const META: Meta = Meta::new(
        "cluster/scheduler-lookup-failure",
        "Scheduler goes on without the rules of authentication",
        "cluster/control-plane-components",
        Severity::Low,
    )
    .frameworks(&["K8s-SchedulerHardening"]);
    const TYPES: &'static [&'static str] = &["kube-scheduler"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}
