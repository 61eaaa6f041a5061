//! Data store admits every pod.

use ringfort_check::facts::kube::{Direction, Isolation};
use ringfort_check::model::kube::NetworkPolicy;
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Span, Verdict};

use crate::support::{doors, place, traffic};

/// A policy of a data store admits more than the pods that use it.
pub struct DatastoreOpenIngress;

impl Check for DatastoreOpenIngress {
    const META: Meta = Meta::new(
        "cluster/datastore-open-ingress",
        "Data store admits every pod",
        "cluster/network-policy-ingress-allowlist",
        Severity::Medium,
    )
    .confidence(ringfort_check::Confidence::Medium)
    .frameworks(&["NSA-NetworkSeparation", "SP800-190-4.3.3"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::application_workload(scene, on) else {
            return Verdict::NotApplicable;
        };
        let isolation = Isolation::of(&scene.facts.model.kube, on, Direction::Ingress);
        if !doors::is_datastore(on) || isolation.policies.is_empty() {
            return Verdict::NotApplicable;
        }
        let broad = isolation.policies.iter().filter_map(|p| Some((*p, broad_place(p)?)));
        let failures = broad.map(|(policy, at)| {
            let name = place::object(scene, policy.object).map_or("", |o| &*o.name);
            let message = format!("NetworkPolicy `{name}` lets every pod reach `{}`", object.name);
            Failure::new(at, message).key(name)
        });
        Verdict::of(failures.collect(), object.head, "admits named callers only")
    }
}

/// Where the policy admits every pod of its namespace, or more.
fn broad_place(policy: &NetworkPolicy) -> Option<Span> {
    policy.ingress.iter().flatten().find_map(|rule| {
        let everyone = rule.peers.is_empty().then_some(rule.span);
        let peer = || rule.peers.iter().find(|p| traffic::is_broad(p)).map(traffic::span_of);
        everyone.or_else(peer)
    })
}
