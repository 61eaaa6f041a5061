//! Audit log is kept for too few days.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Value, Verdict};

use crate::support::flags::{self, Rule};

const RULE: Rule =
    Rule::new("audit-log-maxage", "so the log may be gone before anybody asks for it")
        .fixed("30", Safety::Safe);

/// Audit log is kept for too few days.
pub struct AuditLogAge;

impl Check for AuditLogAge {
    const META: Meta = Meta::new(
        "cluster/audit-log-age",
        "Audit log is kept for too few days",
        "cluster/audit-logging",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-1.2.17"])
    .aliases(&["da9f3aa8-fbfb-472f-b5a1-576127944218", "CKV_K8S_92", "KCV-0020", "C-0131"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        match on.value("audit-log-path") {
            Value::Set(path, _) if !path.is_empty() && path != "-" => {}
            Value::Unknown(span, cause) => return Verdict::unknown(span, cause.to_string()),
            _ => return Verdict::NotApplicable,
        }
        flags::meets(on, scene, RULE, |text| flags::at_least(text, 30))
    }
}
