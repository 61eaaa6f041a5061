//! API server serves its log files.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("enable-logs-handler", "so log files of the control plane are served under /logs")
        .fixed("false", Safety::Safe);

/// API server serves its log files.
pub struct LogsHandler;

impl Check for LogsHandler {
    const META: Meta = Meta::new(
        "cluster/logs-handler",
        "API server serves its log files",
        "cluster/api-server-hardening",
        Severity::Low,
    );
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::is(on, scene, false, RULE)
    }
}
