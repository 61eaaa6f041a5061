//! Kyverno's `ClusterPolicies` and `Policies`.

use ringfort_model::kube::{Kube, Object};
use ringfort_source::{At, Node};

use super::cel::Rules;
use super::probe::{self, Refuses, Verdicts};
use super::scope::Scope;
use super::{Action, Rule, lists, mentions, native, pattern};
use crate::kube::KubeFacts;

/// The rules that validate new pods.
pub(super) fn rules(policy: &Object, kube: &Kube, facts: &KubeFacts) -> Vec<Rule> {
    // Only for scans in the background.
    let admission = policy.at("spec.admission");
    if admission.bool() == Some(false) {
        return vec![];
    }
    let perhaps = if admission.is_unknown() { Scope::Perhaps } else { Scope::All };
    let own = match &*policy.kind {
        "Policy" => Scope::Named(vec![policy.namespace_or_default().into()]),
        _ => Scope::All,
    };
    let around = own.and(perhaps).and(filtered()).and(excepted(policy, kube, facts));
    let all = policy.at("spec.rules");
    if let At::Unknown(node) = all {
        return vec![Rule { scope: around, ..Rule::unknown(policy, node.span) }];
    }
    all.list().iter().filter_map(|rule| read(policy, rule, around.clone())).collect()
}

/// Does any rule of the policy enforce? Per rule (`validate.failureAction`, `verifyImages[].failureAction`) or, in
/// the older form, per policy (`validationFailureAction`); the default is Audit.
pub(super) fn enforces(policy: &Object) -> bool {
    let is = |at: At<'_>| action(at) == Some(Action::Deny);
    let rules = policy.at("spec.rules").list();
    is(policy.at("spec.validationFailureAction"))
        || rules.iter().any(|rule| {
            let images = rule.at("verifyImages").list();
            is(rule.at("validate.failureAction"))
                || images.iter().any(|i| is(i.at("failureAction")))
        })
}

/// Kyverno's default configuration keeps its webhooks out of these namespaces (`resourceFilters`).
pub(super) fn filtered() -> Scope {
    let names = ["kube-system", "kube-public", "kube-node-lease", "kyverno"];
    let others = Scope::not(Scope::Named(names.map(Into::into).to_vec()));
    Scope::Or(vec![others, Scope::Perhaps])
}

/// Where no `PolicyException` lets pods past this policy.
fn excepted(policy: &Object, kube: &Kube, facts: &KubeFacts) -> Scope {
    let mut scope = Scope::All;
    for exception in facts.of_kind(kube, "PolicyException").filter(|e| e.sees(policy)) {
        let listed = exception.at("spec.exceptions");
        let name = |n: &Node| {
            let text = n.at("policyName").str().unwrap_or_default();
            text.rsplit('/').next() == Some(&policy.name)
        };
        if listed.is_unknown() || listed.list().iter().any(|n| n.at("policyName").is_unknown()) {
            scope = scope.and(Scope::Perhaps);
        } else if listed.list().iter().any(name) {
            scope = scope.and(Scope::not(matched(exception.at("spec.match"), Scope::Perhaps)));
        }
    }
    scope
}

fn read(policy: &Object, rule: &Node, around: Scope) -> Option<Rule> {
    let validate = match rule.at("validate") {
        At::Set(validate) => validate,
        At::Absent(_) => return None,
        At::Unknown(node) => {
            return Some(Rule { scope: around, ..Rule::unknown(policy, node.span) });
        }
    };
    let mut scope = around.and(matched(rule.at("match"), Scope::Never));
    if !rule.at("exclude").is_absent() {
        scope = scope.and(Scope::not(matched(rule.at("exclude"), Scope::Never)));
    }
    let conditions = ["preconditions", "celPreconditions", "context"];
    if conditions.iter().any(|key| !rule.at(key).is_absent()) {
        scope = scope.and(Scope::Perhaps);
    }
    let written = [validate.at("failureAction"), policy.at("spec.validationFailureAction")];
    let decided = written.into_iter().find(|at| !at.is_absent());
    let whole = policy.at("spec.validationFailureActionOverrides");
    let overrides =
        [validate.at("failureActionOverrides"), whole].into_iter().find(|at| !at.is_absent());
    if overrides.is_some_and(At::is_unknown) {
        scope = scope.and(Scope::Perhaps);
    }
    Some(Rule {
        refuses: refuses(validate),
        scope,
        action: decided.map_or(Action::Report, |at| action(at).unwrap_or(Action::Unknown)),
        action_at: decided.map_or(validate.span, At::span),
        overrides: overrides.map_or(vec![], |at| at.list().iter().map(overridden).collect()),
        ..Rule::new(policy, validate.span)
    })
}

fn action(at: At<'_>) -> Option<Action> {
    let text = at.str()?;
    if text.eq_ignore_ascii_case("enforce") {
        return Some(Action::Deny);
    }
    text.eq_ignore_ascii_case("audit").then_some(Action::Report)
}

/// One entry of the overrides of the action by namespace.
fn overridden(entry: &Node) -> (Scope, Action) {
    let names = entry.at("namespaces");
    let named = if names.is_absent() { Scope::All } else { Scope::named(names) };
    let scope = named.and(native::selected(entry.at("namespaceSelector")));
    (scope, action(entry.at("action")).unwrap_or(Action::Unknown))
}

/// Where a `match`, or what `exclude` and exceptions hold in the same form, selects new pods.
fn matched(at: At<'_>, absent: Scope) -> Scope {
    let node = match at {
        At::Set(node) if !node.has_unknown() => node,
        At::Absent(_) => return absent,
        _ => return Scope::Perhaps,
    };
    let each = |key: &str| node.at(key).list().iter().map(filter).collect::<Vec<Scope>>();
    match (node.at("any").is_absent(), node.at("all").is_absent()) {
        (false, true) => Scope::Or(each("any")),
        (true, false) => Scope::And(each("all")),
        (true, true) => filter(node),
        (false, false) => Scope::Perhaps,
    }
}

/// One resource filter: all of its conditions must hold.
fn filter(node: &Node) -> Scope {
    let mut scope = Scope::All;
    for entry in node.entries() {
        scope = scope.and(match &*entry.key {
            "resources" => Scope::And(
                entry.value.entries().iter().map(|e| resource(&e.key, &e.value)).collect(),
            ),
            _ => Scope::Perhaps,
        });
    }
    scope
}

fn resource(key: &str, value: &Node) -> Scope {
    let when = |holds: bool| if holds { Scope::All } else { Scope::Never };
    match key {
        "kinds" => when(value.items().iter().filter_map(Node::as_str).any(is_pod)),
        "operations" => when(lists(At::Set(value), "CREATE")),
        "namespaces" => Scope::named(At::Set(value)),
        "namespaceSelector" => native::selected(At::Set(value)),
        _ => Scope::Perhaps,
    }
}

/// `Pod`, `v1/Pod`, `*/*`, `*`.
fn is_pod(kind: &str) -> bool {
    kind == "*" || matches!(kind.rsplit('/').next(), Some("Pod" | "*"))
}

fn refuses(validate: &Node) -> Verdicts {
    let forms = ["podSecurity", "pattern", "anyPattern", "cel", "deny", "foreach"];
    if forms.iter().any(|form| validate.at(form).is_unknown()) {
        return probe::unknown();
    }
    let at = validate.span;
    let names = |word: &str| mentions(validate, word);
    if let Some(standard) = validate.at("podSecurity").node() {
        return pod_security(standard);
    }
    if let Some(pattern) = validate.at("pattern").node() {
        return probe::verdicts(at, &names, &|pod| pattern::matches(pattern, pod));
    }
    let any = validate.at("anyPattern").list();
    if !any.is_empty() {
        return probe::verdicts(at, &names, &|pod| {
            let all: Vec<Option<bool>> = any.iter().map(|p| pattern::matches(p, pod)).collect();
            let is_known = !all.contains(&None);
            if all.contains(&Some(true)) { Some(true) } else { is_known.then_some(false) }
        });
    }
    if let Some(cel) = validate.at("cel").node() {
        let rules = Rules::read(cel.at("variables"), cel.at("expressions"));
        return probe::verdicts(at, &names, &|pod| rules.admits(pod));
    }
    probe::unclear(&names)
}

/// A level of the Pod Security Standards, less the controls that are excluded, if only for some images.
fn pod_security(standard: &Node) -> Verdicts {
    let level: &[Refuses] = match standard.at("level").str() {
        Some("baseline") => &Refuses::BASELINE,
        Some("restricted") => &Refuses::ALL,
        Some("privileged") => &[],
        _ => return Refuses::ALL.into_iter().map(|what| (what, false)).collect(),
    };
    let excluded = standard.at("exclude");
    let names = excluded.list().iter().map(|e| e.at("controlName").str());
    let names: Vec<Option<&str>> = names.collect();
    if excluded.is_unknown() || names.contains(&None) {
        return level.iter().map(|what| (*what, false)).collect();
    }
    let is_kept = |what: &&Refuses| !names.contains(&Some(control(**what)));
    let kept: Vec<Refuses> = level.iter().filter(is_kept).copied().collect();
    probe::certain(&kept)
}

/// The name that the Pod Security Standards give to a control.
fn control(what: Refuses) -> &'static str {
    what.rule().name()
}
