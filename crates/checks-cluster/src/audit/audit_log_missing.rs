//! API server keeps no audit log.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so nothing records who asked for what";

/// API server keeps no audit log.
pub struct AuditLogMissing;

impl Check for AuditLogMissing {
    const META: Meta = Meta::new(
        "cluster/audit-log-missing",
        "API server keeps no audit log",
        "cluster/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-1.2.16", "OWASP-K8s-2025-K10", "NSA-AuditLogging"])
    .aliases(&["73e251f0-363d-4e53-86e2-0a93592437eb", "CKV_K8S_91", "KCV-0019", "C-0130"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        let webhook = on.flag("audit-webhook-config-file").is_some();
        let flag = if webhook { "audit-webhook-config-file" } else { "audit-log-path" };
        flags::given(on, scene, Rule::new(flag, HARM))
    }
}
