//! R05: attach, port-forward and proxy reach into pods.

use ringfort_facts::kube::namespace_of;
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;
use crate::techniques::identity::support::workloads;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R05",
    title: "Attach and forward",
    layer: Layer::Cluster,
    attack: &["T1609"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r05.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: &["create", "get"],
    on: &[
        ("", "pods/portforward"),
        ("", "pods/proxy"),
        ("", "services/proxy"),
        ("", "pods/attach"),
    ],
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-escalation-paths", WANTED, Right::Forward);
    more(g);
}

/// Connections open to every pod of the namespace.
fn more(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        let namespace = namespace_of(object);
        g.step(Position::Net(workload.id))
            .from(Position::Right(Right::Forward, namespace.into()))
            .proof(object.head, "a pod of the namespace")
            .say("Connections through the API server pass every NetworkPolicy: the attacker {gain}")
            .add();
    }
}
