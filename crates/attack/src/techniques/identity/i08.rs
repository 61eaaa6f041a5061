//! I08: root on a node (or its files) gives the identity of its kubelet, which the Node authorizer bounds to what the
//! node's pods use, and NodeRestriction to changing that node and its pods (Kubernetes documentation, "Using Node
//! Authorization").

use std::collections::BTreeMap;

use ringfort_facts::kube::namespace_of;
use ringfort_model::kube::{EnvSource, Object, VolumeKind, Workload};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{NODE_USER, Pool, Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I08",
    title: "Act as the node",
    layer: Layer::Cluster,
    attack: &["T1552.001"],
    sentence: "{from} holds the credentials of the kubelet: the attacker {gain}",
    page: include_str!("i08.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    let Some((_, first)) = support::workloads(facts).next() else { return };
    let kubelet = || Position::Identity(NODE_USER.into());
    g.step(kubelet())
        .from(Position::Node(Pool::Worker))
        .proof(first.head, "a pod that runs on the nodes")
        .add();
    g.step(kubelet())
        .from(Position::HostFiles(Pool::Worker))
        .proof(first.head, "a pod that runs on the nodes")
        .doubt("whether the key of the kubelet is among the files that it reads")
        .say("Among {from} are the credentials of the kubelet: the attacker {gain}")
        .add();
    for (head, use_) in used(g) {
        g.step(head)
            .from(kubelet())
            .proof(use_.at, "what pods of the node use, its kubelet may have")
            .doubt(support::doubt_of_node(use_.object))
            .say("{from} may have what the pods of its node use: the attacker {gain}")
            .add();
    }
    let restriction = g.controls.node_restriction();
    g.step(Position::Right(Right::RunPods, "*".into()))
        .from(kubelet())
        .proof(first.head, "a cluster whose kubelets may write pods")
        .unless(restriction)
        .say("{from} may write nodes and pods, not its own alone: the attacker {gain}")
        .add();
}

/// A pod's use of something.
struct Use<'a> {
    at: Span,
    object: &'a Object,
}

/// The Secrets and ServiceAccounts that pods use, each by a workload of which it is known that it runs on every node, if
/// there is one.
fn used<'a>(g: &Ground<'a>) -> BTreeMap<Position, Use<'a>> {
    let mut all: BTreeMap<Position, Use<'a>> = BTreeMap::new();
    for (workload, object) in support::workloads(g.facts) {
        let secrets = secrets(workload)
            .into_iter()
            .map(|(name, at)| (Position::Secret(namespace_of(object).into(), name.into()), at));
        let account = workload.pod.service_account.known().map(|name| {
            let user = support::user_name(namespace_of(object), name);
            (Position::Identity(user), object.head)
        });
        for (head, at) in secrets.chain(account) {
            let known = all.get(&head).is_some_and(|u| support::shares_every_node(u.object));
            if !known {
                all.insert(head, Use { at, object });
            }
        }
    }
    all
}

/// The Secrets that the pod of `workload` refers to.
fn secrets(workload: &Workload) -> Vec<(&str, Span)> {
    let volumes = workload.pod.volumes.iter().filter_map(|v| match &v.kind {
        VolumeKind::Secret(name) => Some((&**name, v.span)),
        _ => None,
    });
    let variables = workload.containers.iter().flat_map(|c| c.env.iter().chain(&c.env_from));
    let injected = variables.filter_map(|v| match &v.source {
        EnvSource::Secret(name, _) => Some((&**name, v.span)),
        _ => None,
    });
    volumes.chain(injected).collect()
}
