//! Audit policy drops callers or has no last rule.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::audit::{self, Level, Request, Rule};

/// A request that no rule for a single resource names.
const ANY: Request = Request { verb: "create", group: "example.com", resource: "examples" };

/// Audit policy drops callers or has no last rule.
pub struct AuditPolicyDrops;

impl Check for AuditPolicyDrops {
    const META: Meta = Meta::new(
        "cluster/audit-policy-drops",
        "Audit policy drops callers or has no last rule",
        "cluster/audit-logging",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-3.2.2"]);
    const TYPES: &'static [&'static str] = &["Policy"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !audit::is_policy(on) {
            return Verdict::NotApplicable;
        }
        let Some(rules) = audit::rules(on) else {
            return Verdict::unknown(on.head, "part of the rules is not known");
        };
        let dropped = rules
            .iter()
            .find(|r| r.level() == Level::None && r.is_for_everything() && drops_people(**r));
        if let Some(rule) = dropped {
            let message = "the audit policy drops everything that people or anonymous callers do";
            return Verdict::fail(Failure::new(rule.at(), message));
        }
        match audit::level_of(&rules, ANY) {
            (Level::None, at) => {
                let message = "what no other rule of the audit policy names is not recorded";
                Verdict::fail(Failure::new(at.unwrap_or(on.head), message))
            }
            (_, at) => Verdict::pass(at.unwrap_or(on.head), "a last rule records the rest"),
        }
    }
}

fn drops_people(rule: Rule<'_>) -> bool {
    const PEOPLE: &[&str] =
        &["system:anonymous", "system:unauthenticated", "system:authenticated", "system:masters"];
    rule.callers().any(|c| PEOPLE.contains(&c))
}
