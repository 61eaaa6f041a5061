//! Rules over the API groups of everybody.

use ringfort_check::facts::kube::rights;
use ringfort_check::model::kube::{Role, Rule};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{operators, rbac};

/// A rule names its resources but lists `*` among its API groups.
pub struct WildcardApiGroup;

impl Check for WildcardApiGroup {
    const META: Meta = Meta::new(
        "cluster/wildcard-api-group",
        "Role names resources of every API group",
        "cluster/rbac-least-privilege",
        Severity::Low,
    )
    .frameworks(&["K8s-RBACGoodPractices", "OWASP-K8s-2025-K02"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.model.kube.object(on.object) else {
            return Verdict::NotApplicable;
        };
        if rbac::is_built_in(object) || operators::expects(object, "wildcard") {
            return Verdict::NotApplicable;
        }
        // Wildcards among the verbs and resources are said by the check about those.
        let named = |r: &&Rule| !r.resources.is_empty() && !rights::is_wildcard(&r.resources);
        let rules = on.rules.iter().filter(named).filter(|r| !rights::is_wildcard(&r.verbs));
        let failures = rules.filter(|r| rights::is_wildcard(&r.groups)).take(1).map(|rule| {
            let at = rbac::place_of(object, rule, "apiGroups", &["*"]);
            let names = rule.resources.join(", ");
            let message =
                format!("{} `{}` allows {names} of every API group", object.kind, object.name);
            Failure::new(at, message)
        });
        Verdict::of(failures.collect(), object.head, "names its API groups")
    }
}
