//! API server has no audit policy.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so no event is written to the audit log";

/// API server has no audit policy.
pub struct AuditPolicyMissing;

impl Check for AuditPolicyMissing {
    const META: Meta = Meta::new(
        "cluster/audit-policy-missing",
        "API server has no audit policy",
        "cluster/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-3.2.1"])
    .aliases(&["13a49a2e-488e-4309-a7c0-d6b05577a5fb", "C-0160"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        flags::given(on, scene, Rule::new("audit-policy-file", HARM))
    }
}
