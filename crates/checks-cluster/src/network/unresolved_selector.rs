//! NetworkPolicy admits a namespace label that no namespace carries.

use ringfort_check::facts::kube::namespace_of;
use ringfort_check::model::kube::{NetworkPolicy, Object, Peer, Selector};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::{place, traffic};

/// The label that the API server puts on every namespace (Kubernetes 1.22 and later).
const NAME_LABEL: &str = "kubernetes.io/metadata.name";

/// A peer selects namespaces by a label that none of those that were read carries.
pub struct UnresolvedSelector;

impl Check for UnresolvedSelector {
    const META: Meta = Meta::new(
        "cluster/unresolved-selector",
        "NetworkPolicy admits a namespace label that no namespace carries",
        "cluster/network-policy-ingress-allowlist",
        Severity::Medium,
    )
    .gate()
    .confidence(ringfort_check::Confidence::Medium)
    .frameworks(&["K8s-AppChecklist-NetworkPolicies", "OWASP-K8s-2025-K05"]);
    type On = NetworkPolicy;

    fn run(on: &NetworkPolicy, scene: &Scene<'_>) -> Verdict {
        let Some(object) = traffic::object_of(scene, on) else { return Verdict::NotApplicable };
        let peers = on.ingress.iter().flatten().flat_map(|r| &r.peers);
        peers.map(|p| judge(p, object, scene)).fold(Verdict::NotApplicable, Verdict::and)
    }
}

fn judge(peer: &Peer, policy: &Object, scene: &Scene<'_>) -> Verdict {
    match peer {
        Peer::Pods { namespaces: Some(selector), span, .. } => {
            by_namespace(selector, *span, policy, scene)
        }
        Peer::Pods { pods: Some(selector), span, .. } => by_pod(selector, *span, policy, scene),
        _ => Verdict::NotApplicable,
    }
}

fn by_namespace(selector: &Selector, at: Span, policy: &Object, scene: &Scene<'_>) -> Verdict {
    if selector.unknown {
        return Verdict::unknown(at, "part of this selector is not known");
    }
    if selector.requirements.iter().all(|r| &*r.key == NAME_LABEL) {
        return Verdict::pass(at, "selects namespaces by the name label that each one carries");
    }
    let read: Vec<&Object> = scene.facts.objects("Namespace").filter(|n| n.sees(policy)).collect();
    if read.iter().any(|n| selector.matches(&labels(n)) == Some(true)) {
        return Verdict::pass(at, "selects a namespace that was read");
    }
    if read.iter().all(|n| *n.name == *namespace_of(policy)) {
        return Verdict::unknown(at, "the selected namespace was not read");
    }
    let wanted = selector.requirements.iter().map(|r| format!("{}={}", r.key, r.values.join("|")));
    let wanted = wanted.collect::<Vec<_>>().join(",");
    let message = format!("no namespace that was read carries the label {wanted}");
    Verdict::fail(Failure::new(selector.span.unwrap_or(at), message).key(wanted))
}

/// Labels as the API server would have them.
fn labels(namespace: &Object) -> Vec<(Box<str>, Box<str>)> {
    let own = (NAME_LABEL.into(), namespace.name.clone());
    namespace.labels.iter().cloned().chain([own]).collect()
}

fn by_pod(selector: &Selector, at: Span, policy: &Object, scene: &Scene<'_>) -> Verdict {
    let kube = &scene.facts.model.kube;
    let near = |o: &Object| place::together(o, policy);
    let mut pods = kube.workloads.iter().filter(|w| kube.object(w.object).is_some_and(near));
    if selector.is_everything() || pods.any(|w| selector.matches(&w.labels) == Some(true)) {
        return Verdict::pass(at, "selects a pod that was read");
    }
    Verdict::unknown(at, "no pod that was read carries these labels")
}
