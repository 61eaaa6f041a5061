//! Audit policy records nothing.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::audit::{self, Level};

/// Audit policy records nothing.
pub struct AuditPolicyEmpty;

impl Check for AuditPolicyEmpty {
    const META: Meta = Meta::new(
        "cluster/audit-policy-empty",
        "Audit policy records nothing",
        "cluster/audit-logging",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-3.2.1"]);
    const TYPES: &'static [&'static str] = &["Policy"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !audit::is_policy(on) {
            return Verdict::NotApplicable;
        }
        let Some(rules) = audit::rules(on) else {
            return Verdict::unknown(on.head, "part of the rules is not known");
        };
        let kept = rules.iter().find(|r| r.level() > Level::None);
        match kept {
            Some(rule) => Verdict::pass(rule.at(), "records requests"),
            None => {
                Verdict::fail(Failure::new(on.head, "no rule of the audit policy records anything"))
            }
        }
    }
}
