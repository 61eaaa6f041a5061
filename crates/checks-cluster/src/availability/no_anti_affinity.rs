//! Replicas that one node may hold all of.

use ringfort_check::facts::kube::namespace_of;
use ringfort_check::model::kube::{Selector, Workload};
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::place;

/// A workload of several replicas does not spread them over nodes.
pub struct NoAntiAffinity;

const KINDS: &[&str] = &["Deployment", "StatefulSet", "DeploymentConfig", "ReplicaSet", "Rollout"];

impl Check for NoAntiAffinity {
    const META: Meta = Meta::new(
        "cluster/no-anti-affinity",
        "Replicas may all run on one node",
        "cluster/namespace-isolation",
        Severity::Info,
    )
    .frameworks(&["K8s-AssignPodNode"])
    .aliases(&[
        "461ed7e4-f8d5-4bc1-b3c6-64ddb4fd00a3",
        "a31b7b82-d994-48c4-bd21-3bab6c31827a",
        "d740d048-8ed3-49d3-b77b-6f072f3b669e",
        "no-anti-affinity",
        "Deployment_has_host_PodAntiAffinity",
        "StatefulSet_has_host_PodAntiAffinity",
    ]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::object(scene, on.object) else { return Verdict::NotApplicable };
        let Some(spec) = on.spec(object) else { return Verdict::NotApplicable };
        let replicas = object.at("spec.replicas");
        if !KINDS.contains(&&*object.kind) || is_single(replicas) {
            return Verdict::NotApplicable;
        }
        let terms = terms(spec);
        let spread = spec.at("topologySpreadConstraints");
        let open = replicas.is_unknown() || spread.is_unknown();
        if open || terms.iter().any(|t| t.has_unknown()) || spec.at("affinity").is_unknown() {
            return Verdict::unknown(spec.span, "how the replicas are spread is not known");
        }
        let namespace = namespace_of(object);
        if let Some(term) = terms.iter().find(|t| parts(t, on, namespace)) {
            return Verdict::pass(term.span, "a rule keeps the replicas apart");
        }
        let own =
            |c: &&Node| Selector::read(c.at("labelSelector")).matches(&on.labels) == Some(true);
        if let Some(rule) = spread.list().iter().find(own) {
            return Verdict::pass(rule.span, "a rule spreads the replicas");
        }
        let why = if terms.is_empty() { "no rule" } else { "no rule that selects them" };
        let message = format!(
            "the replicas of {} `{}` have {why} to keep them off one node",
            object.kind, object.name
        );
        Verdict::fail(Failure::new(object.head, message))
    }
}

/// One replica needs no spreading, and one is the default.
fn is_single(replicas: At<'_>) -> bool {
    match replicas {
        At::Set(node) => node.as_i64().is_some_and(|n| n <= 1),
        At::Absent(_) => true,
        At::Unknown(_) => false,
    }
}

/// The terms of `podAntiAffinity`, required and preferred.
fn terms(spec: &Node) -> Vec<&Node> {
    let anti = spec.at("affinity.podAntiAffinity");
    let required = anti.key("requiredDuringSchedulingIgnoredDuringExecution").list().iter();
    let preferred = anti.key("preferredDuringSchedulingIgnoredDuringExecution").list().iter();
    required.chain(preferred.filter_map(|p| p.at("podAffinityTerm").node())).collect()
}

/// Does the term select the workload's own pods, in its own namespace?
fn parts(term: &Node, on: &Workload, namespace: &str) -> bool {
    let selector = term.at("labelSelector");
    let named = term.at("namespaces").list();
    let here = if term.at("namespaceSelector").is_absent() {
        named.is_empty() || named.iter().any(|n| n.as_str() == Some(namespace))
    } else {
        // An empty selector means every namespace; labels of namespaces are matched by the name label alone.
        let label = [("kubernetes.io/metadata.name".into(), namespace.into())];
        Selector::read(term.at("namespaceSelector")).matches(&label) == Some(true)
    };
    here && !selector.is_absent() && Selector::read(selector).matches(&on.labels) == Some(true)
}
