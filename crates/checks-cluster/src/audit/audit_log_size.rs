//! Audit log files are too small.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Value, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule = Rule::new("audit-log-maxsize", "so a burst of requests pushes the evidence out")
    .fixed("100", Safety::Safe);

/// Audit log files are too small.
pub struct AuditLogSize;

impl Check for AuditLogSize {
    const META: Meta = Meta::new(
        "cluster/audit-log-size",
        "Audit log files are too small",
        "cluster/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.19"])
    .aliases(&["35c0a471-f7c8-4993-aa2c-503a3c712a66", "CKV_K8S_94", "KCV-0022", "C-0133"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        match on.value("audit-log-path") {
            Value::Set(path, _) if !path.is_empty() && path != "-" => {}
            Value::Unknown(span, cause) => return Verdict::unknown(span, cause.to_string()),
            _ => return Verdict::NotApplicable,
        }
        flags::meets(on, scene, RULE, |text| flags::at_least(text, 100))
    }
}
