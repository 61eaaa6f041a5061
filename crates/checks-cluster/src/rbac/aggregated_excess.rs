//! Rules that join the built-in roles by label.

use ringfort_check::facts::kube::rights;
use ringfort_check::model::kube::{Role, Rule};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::rbac;

const LABELS: &[&str] = &[
    "rbac.authorization.k8s.io/aggregate-to-view",
    "rbac.authorization.k8s.io/aggregate-to-edit",
    "rbac.authorization.k8s.io/aggregate-to-admin",
];

/// A ClusterRole adds Secrets or wildcards to view, edit or admin.
pub struct AggregatedExcess;

impl Check for AggregatedExcess {
    const META: Meta = Meta::new(
        "cluster/aggregated-excess",
        "ClusterRole adds Secrets or wildcards to a built-in role",
        "cluster/rbac-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["K8s-RBACGoodPractices", "OWASP-K8s-2025-K02"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.model.kube.object(on.object) else {
            return Verdict::NotApplicable;
        };
        let label = LABELS.iter().find(|l| object.label(l) == Some("true"));
        let (Some(label), false) = (label, rbac::is_built_in(object)) else {
            return Verdict::NotApplicable;
        };
        let target = label.rsplit('-').next().unwrap_or("view");
        let failures = on.rules.iter().filter(|r| is_excess(r)).take(1).map(|rule| {
            let at = rbac::place_of(object, rule, "resources", &["secrets", "*"]);
            let message = format!(
                "ClusterRole `{}` adds wildcards or Secrets to everybody who holds `{target}`",
                object.name
            );
            Failure::new(at, message)
        });
        Verdict::of(failures.collect(), object.head, "adds named resources only")
    }
}

fn is_excess(rule: &Rule) -> bool {
    let all = |list: &[Box<str>]| list.iter().any(|w| &**w == "*");
    all(&rule.resources) || all(&rule.groups) || rights::allows(rule, "get", "", "secrets")
}
