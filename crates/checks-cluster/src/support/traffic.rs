//! What rules of NetworkPolicies let through.

use ringfort_check::facts::kube::{Direction, Isolation};
use ringfort_check::model::kube::{NetworkPolicy, Object, Peer, PolicyRule, Selector, Workload};
use ringfort_check::{Failure, Scene, Span, Verdict};

use super::{cidr, place};

/// Kinds of policy beside NetworkPolicy: those that other network plugins read, and those of administrators.
const OTHER_KINDS: &[&str] = &[
    "CiliumNetworkPolicy",
    "CiliumClusterwideNetworkPolicy",
    "GlobalNetworkPolicy",
    "AdminNetworkPolicy",
    "BaselineAdminNetworkPolicy",
];

/// The object of a policy that belongs to an application.
pub(crate) fn object_of<'a>(scene: &Scene<'a>, policy: &NetworkPolicy) -> Option<&'a Object> {
    place::object(scene, policy.object).filter(|o| place::is_application(scene, o))
}

/// Judges the rules of one direction one by one: `wrong` gives the place and what is wrong with it
/// ("admits every address"); `note` says why it passes.
pub(crate) fn judge_rules(
    policy: &NetworkPolicy,
    scene: &Scene<'_>,
    direction: Direction,
    note: &'static str,
    wrong: impl Fn(&PolicyRule) -> Option<(Span, String)>,
) -> Verdict {
    let rules = match direction {
        Direction::Ingress => policy.ingress.as_ref(),
        Direction::Egress => policy.egress.as_ref(),
    };
    let (Some(object), Some(rules)) = (object_of(scene, policy), rules) else {
        return Verdict::NotApplicable;
    };
    if policy.unknown {
        return Verdict::unknown(object.head, "part of this policy is not known");
    }
    if rules.is_empty() {
        return Verdict::NotApplicable;
    }
    let found = rules.iter().enumerate().filter_map(|(i, rule)| Some((i, wrong(rule)?)));
    let failures = found.map(|(i, (at, what))| {
        Failure::new(at, format!("NetworkPolicy `{}` {what}", object.name)).key(i.to_string())
    });
    Verdict::of(failures.collect(), object.head, note)
}

/// Judges whether a policy governs the traffic of a workload's pods in `direction`; `open` says what
/// it means if none does.
pub(crate) fn judge_isolation(
    workload: &Workload,
    scene: &Scene<'_>,
    direction: Direction,
    open: &str,
) -> Verdict {
    let Some(object) = place::application_workload(scene, workload) else {
        return Verdict::NotApplicable;
    };
    if workload.pod.host_network.is(&true) {
        return Verdict::NotApplicable;
    }
    let isolation = Isolation::of(&scene.facts.model.kube, workload, direction);
    let policy = isolation.policies.first().and_then(|p| place::object(scene, p.object));
    if let Some(policy) = policy {
        return Verdict::pass(policy.head, format!("`{}` selects it", policy.resource));
    }
    if !isolation.perhaps.is_empty() {
        return Verdict::unknown(object.head, "the selector of a policy is not fully known");
    }
    if let Some(other) = other_policy(scene, object) {
        return Verdict::unknown(other.head, "a policy of another language may select it");
    }
    let message = format!("no NetworkPolicy selects the pods of `{}`: {open}", object.name);
    Verdict::fail(Failure::new(object.head, message))
}

/// Is the rule about DNS alone: ports, all of them 53?
pub(crate) fn is_dns(rule: &PolicyRule) -> bool {
    let dns = |port: &str| matches!(port, "53" | "dns" | "dns-tcp");
    !rule.ports.is_empty() && rule.ports.iter().all(|p| dns(&p.port))
}

/// Does the peer mean every pod of its namespace, of every namespace, or every address?
pub(crate) fn is_broad(peer: &Peer) -> bool {
    match peer {
        Peer::Cidr { cidr, .. } => cidr::is_everything(cidr),
        Peer::Pods { namespaces, pods, .. } => {
            pods.as_ref().is_none_or(Selector::is_everything)
                && namespaces.as_ref().is_none_or(Selector::is_everything)
        }
    }
}

/// Where a peer stands.
pub(crate) fn span_of(peer: &Peer) -> Span {
    match peer {
        Peer::Pods { span, .. } | Peer::Cidr { span, .. } => *span,
    }
}

/// The range of a peer that means every address; `whole`: only if nothing is left out of it.
pub(crate) fn everywhere(rule: &PolicyRule, whole: bool) -> Option<(&str, Span)> {
    rule.peers.iter().find_map(|peer| match peer {
        Peer::Cidr { cidr, except, span } if cidr::is_everything(cidr) => {
            (!whole || except.is_empty()).then_some((&**cidr, *span))
        }
        _ => None,
    })
}

/// A policy of another plugin's language that may concern `object`; its selectors are not read here.
fn other_policy<'a>(scene: &Scene<'a>, object: &Object) -> Option<&'a Object> {
    let facts = scene.facts;
    let mut all = OTHER_KINDS.iter().flat_map(|kind| facts.objects(kind));
    let near =
        |o: &&Object| o.sees(object) && (o.namespace.is_none() || place::together(o, object));
    let calico =
        |o: &&Object| o.group().ends_with("projectcalico.org") && place::together(o, object);
    all.find(near).or_else(|| facts.objects("NetworkPolicy").find(calico))
}

/// The workloads that `policy` selects.
pub(crate) fn selected<'a>(scene: &Scene<'a>, policy: &NetworkPolicy) -> Vec<&'a Workload> {
    let kube = &scene.facts.model.kube;
    let Some(own) = kube.object(policy.object) else { return vec![] };
    let fits = |w: &&Workload| {
        kube.object(w.object).is_some_and(|o| place::together(o, own))
            && policy.pods.matches(&w.labels) == Some(true)
    };
    kube.workloads.iter().filter(fits).collect()
}
