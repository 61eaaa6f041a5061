//! Audit log holds the content of Secrets.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::audit::{self, Request};

/// Requests whose body is a secret.
const SENSITIVE: &[Request] = &[
    Request { verb: "create", group: "", resource: "secrets" },
    Request { verb: "create", group: "", resource: "configmaps" },
    Request { verb: "create", group: "authentication.k8s.io", resource: "tokenreviews" },
    Request { verb: "create", group: "", resource: "serviceaccounts/token" },
];

/// Audit log holds the content of Secrets.
pub struct AuditPolicySecretBodies;

impl Check for AuditPolicySecretBodies {
    const META: Meta = Meta::new(
        "cluster/audit-policy-secret-bodies",
        "Audit log holds the content of Secrets",
        "cluster/audit-logging",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-3.2.2", "NSA-AuditLogging"]);
    const TYPES: &'static [&'static str] = &["Policy"];
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !audit::is_policy(on) {
            return Verdict::NotApplicable;
        }
        let Some(rules) = audit::rules(on) else {
            return Verdict::unknown(on.head, "part of the rules is not known");
        };
        let leak = SENSITIVE.iter().find_map(|request| {
            audit::body_writer(&rules, *request).map(|rule| (rule, request.resource))
        });
        match leak {
            None => Verdict::pass(on.head, "bodies of secret objects are not recorded"),
            Some((rule, resource)) => {
                let message = format!("the audit policy records the content of `{resource}`");
                Verdict::fail(Failure::new(rule.at(), message))
            }
        }
    }
}
