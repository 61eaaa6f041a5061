//! Wildcards in the rules of roles.

use ringfort_check::facts::kube::rights;
use ringfort_check::model::kube::{Object, Role, Rule};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{operators, rbac};

/// A rule lists `*` among its verbs or resources.
pub struct WildcardRole;

impl Check for WildcardRole {
    const META: Meta = Meta::new(
        "cluster/wildcard-role",
        "Role uses a wildcard in its rules",
        "cluster/rbac-least-privilege",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.1.3", "CIS-EKS-4.1.3", "CIS-GKE-4.1.3", "OWASP-K8s-2025-K02"])
    .aliases(&[
        "6b896afb-ca07-467a-b256-1a0077a1c08e",
        "CKV_K8S_49",
        "KSV-0044",
        "KSV-0045",
        "KSV-0046",
        "C-0187",
        "wildcard-in-rules",
        "restrict-wildcard-resources",
        "restrict-wildcard-verbs",
        "FG_R00481",
    ]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.model.kube.object(on.object) else {
            return Verdict::NotApplicable;
        };
        if rbac::is_built_in(object) || (on.aggregates && on.rules.is_empty()) {
            return Verdict::NotApplicable;
        }
        match on.rules.iter().find_map(|rule| Some((rule, wildcard(rule)?))) {
            None if on.unknown => Verdict::unknown(object.head, "part of the rules is not known"),
            None => Verdict::pass(object.head, "every rule names its verbs and resources"),
            Some(_) if operators::expects(object, "wildcard") => {
                Verdict::pass(object.head, "wildcards that this operator is known to need")
            }
            Some((rule, key)) => rbac::excuse(scene, on, object)
                .unwrap_or_else(|| Verdict::fail(failure(on, object, scene, rule, key))),
        }
    }
}

/// The first list of the rule that holds the wildcard.
fn wildcard(rule: &Rule) -> Option<&'static str> {
    let lists = [("verbs", &rule.verbs), ("resources", &rule.resources)];
    lists.into_iter().find(|(_, list)| rights::is_wildcard(list)).map(|(key, _)| key)
}

fn failure(role: &Role, object: &Object, scene: &Scene<'_>, rule: &Rule, key: &str) -> Failure {
    let at = rbac::place_of(object, rule, key, &["*"]);
    let message = format!("{} `{}` lists `*` under {key}", object.kind, object.name);
    rbac::with_holders(Failure::new(at, message), scene, role)
}
