//! Allow rules for every pod of a namespace.

use ringfort_check::model::kube::{NetworkPolicy, PolicyRule};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::traffic;

/// A policy with an empty selector allows traffic, other than DNS, for every pod.
pub struct PolicySelectsEverything;

impl Check for PolicySelectsEverything {
    const META: Meta = Meta::new(
        "cluster/policy-selects-everything",
        "Policy allows traffic for every pod of its namespace",
        "cluster/network-policy-ingress-allowlist",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.3.2"])
    .aliases(&["KSV-0038", "restrict-networkpolicy-empty-podselector"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        let Some(object) = traffic::object_of(scene, on) else { return Verdict::NotApplicable };
        if on.unknown {
            return Verdict::unknown(object.head, "part of this policy is not known");
        }
        if !on.pods.is_everything() {
            return Verdict::pass(object.head, "the policy names the pods it is about");
        }
        let rules = on.ingress.iter().chain(&on.egress).flatten();
        match rules.into_iter().find(|rule| !traffic::is_dns(rule)) {
            None => Verdict::pass(object.head, "the policy denies, and allows DNS at most"),
            Some(rule) => Verdict::fail(failure(&object.name, rule)),
        }
    }
}

fn failure(name: &str, rule: &PolicyRule) -> Failure {
    let message =
        format!("NetworkPolicy `{name}` has an empty podSelector, so this rule is for every pod");
    Failure::new(rule.span, message)
}
