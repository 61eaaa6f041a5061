//! Too few audit log files are kept.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Value, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("audit-log-maxbackup", "so a burst of requests pushes the evidence out")
        .fixed("10", Safety::Safe);

/// Too few audit log files are kept.
pub struct AuditLogBackups;

impl Check for AuditLogBackups {
    const META: Meta = Meta::new(
        "cluster/audit-log-backups",
        "Too few audit log files are kept",
        "cluster/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.18"])
    .aliases(&["768aab52-2504-4a2f-a3e3-329d5a679848", "CKV_K8S_93", "KCV-0021", "C-0132"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        match on.value("audit-log-path") {
            Value::Set(path, _) if !path.is_empty() && path != "-" => {}
            Value::Unknown(span, cause) => return Verdict::unknown(span, cause.to_string()),
            _ => return Verdict::NotApplicable,
        }
        flags::meets(on, scene, RULE, |text| flags::at_least(text, 10))
    }
}
