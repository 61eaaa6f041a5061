//! ValidatingAdmissionPolicies with their bindings, and Kyverno's `ValidatingPolicies`, which say the same words.

use ringfort_model::kube::{Kube, Object, Selector};
use ringfort_source::{At, Node};

use super::cel::Rules;
use super::scope::Scope;
use super::{Action, Rule, lists, mentions, probe};
use crate::kube::KubeFacts;

/// The rules of a ValidatingAdmissionPolicy: one for each binding. Without a binding it does nothing.
pub(super) fn bound(policy: &Object, kube: &Kube, facts: &KubeFacts) -> Vec<Rule> {
    let bindings = facts.of_kind(kube, "ValidatingAdmissionPolicyBinding");
    // One that may be of any policy may be of this one.
    let is_ours = |b: &&Object| {
        let name = b.at("spec.policyName");
        b.sees(policy) && (name.is_unknown() || name.str() == Some(&policy.name))
    };
    let bindings: Vec<&Object> = bindings.filter(is_ours).collect();
    if bindings.is_empty() {
        return vec![];
    }
    let Some(rule) = rule(policy) else { return vec![] };
    let bind = |binding: &&Object| {
        let resources = binding.at("spec.matchResources");
        let is_known = !binding.at("spec.policyName").is_unknown();
        let named = if is_known { Scope::All } else { Scope::Perhaps };
        Rule {
            scope: rule.scope.clone().and(named).and(matched(resources, Scope::All)),
            action: action(binding, Action::Report),
            action_at: binding.at("spec.validationActions").span(),
            ..rule.clone()
        }
    };
    bindings.iter().map(bind).collect()
}

/// The rule of a `ValidatingPolicy`, which needs no binding and denies unless it says otherwise.
pub(super) fn of_kyverno(policy: &Object) -> Option<Rule> {
    let mut rule = rule(policy)?;
    if &*policy.kind == "NamespacedValidatingPolicy" {
        let own = policy.namespace_or_default().into();
        rule.scope = rule.scope.and(Scope::Named(vec![own]));
    }
    match policy.at("spec.evaluation.admission.enabled") {
        At::Unknown(_) => rule.scope = rule.scope.and(Scope::Perhaps),
        at if at.bool() == Some(false) => return None,
        _ => {}
    }
    rule.scope = rule.scope.and(super::kyverno::filtered());
    rule.action = action(policy, Action::Deny);
    rule.action_at = policy.at("spec.validationActions").span();
    Some(rule)
}

/// `validationActions` of a policy or binding; `default` where nothing is written.
pub(super) fn action(object: &Object, default: Action) -> Action {
    let at = object.at("spec.validationActions");
    match at {
        At::Absent(_) => default,
        At::Set(node) if !node.has_unknown() => {
            let denies = at.list().iter().any(|n| n.as_str() == Some("Deny"));
            if denies { Action::Deny } else { Action::Report }
        }
        _ => Action::Unknown,
    }
}

fn rule(policy: &Object) -> Option<Rule> {
    let spec = policy.at("spec").node()?;
    if let At::Unknown(node) = spec.at("validations") {
        return Some(Rule { action: Action::Deny, ..Rule::unknown(policy, node.span) });
    }
    let mut rules = Rules::read(spec.at("variables"), spec.at("validations"));
    // Where it is not known, only what is refused without a failure is refused for certain.
    let policy_at = spec.at("failurePolicy");
    rules.fails_open = policy_at.is_unknown() || !matches!(policy_at.str(), None | Some("Fail"));
    let at = spec.at("validations").span();
    let names = |word: &str| mentions(spec, word);
    let verdicts = probe::verdicts(at, &names, &|pod| rules.admits(pod));
    let mut scope = matched(spec.at("matchConstraints"), Scope::Never);
    if !spec.at("matchConditions").list().is_empty() || spec.at("matchConditions").is_unknown() {
        scope = scope.and(Scope::Perhaps);
    }
    Some(Rule { refuses: verdicts, scope, ..Rule::new(policy, at) })
}

/// Where a `MatchResources` selects new pods; `unlisted` where it names no resource.
fn matched(at: At<'_>, unlisted: Scope) -> Scope {
    let resources = match at {
        At::Set(node) => node,
        At::Unknown(_) => return Scope::Perhaps,
        At::Absent(_) => return unlisted,
    };
    let rules = resources.at("resourceRules");
    let scope = match rules {
        At::Unknown(_) => Scope::Perhaps,
        At::Absent(_) => unlisted,
        At::Set(_) => Scope::Or(rules.list().iter().map(pods).collect()),
    };
    let mut scope = scope.and(selected(resources.at("namespaceSelector")));
    if !Selector::read(resources.at("objectSelector")).is_everything() {
        scope = scope.and(Scope::Perhaps);
    }
    let excluded = resources.at("excludeResourceRules");
    if excluded.is_unknown() {
        scope = scope.and(Scope::Perhaps);
    }
    for excluded in excluded.list() {
        scope = scope.and(Scope::not(pods(excluded)));
    }
    scope
}

/// The namespaces that a selector of labels selects.
pub(super) fn selected(at: At<'_>) -> Scope {
    let selector = Selector::read(at);
    if selector.is_everything() { Scope::All } else { Scope::Labels(selector) }
}

/// Is a resource rule about the creation of pods?
pub(super) fn pods(rule: &Node) -> Scope {
    if rule.has_unknown() {
        return Scope::Perhaps;
    }
    let group = rule.at("apiGroups");
    let is_core = lists(group, "");
    let is_pods = lists(rule.at("resources"), "pods") || lists(rule.at("resources"), "*/*");
    let creates = lists(rule.at("operations"), "CREATE");
    match is_core && is_pods && creates && lists(rule.at("apiVersions"), "v1") {
        false => Scope::Never,
        true if rule.at("resourceNames").list().is_empty() => Scope::All,
        true => Scope::Perhaps,
    }
}
