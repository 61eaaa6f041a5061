//! R04: create (or, over the older protocol, get) on pods/exec runs commands in pods.

use ringfort_facts::kube::namespace_of;
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R04",
    title: "Run commands in pods",
    layer: Layer::Cluster,
    attack: &["T1609"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r04.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["create", "get"], on: &[("", "pods/exec")] };

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-escalation-paths", WANTED, Right::Exec);
    more(g);
}

/// Commands run in every pod of the namespace.
fn more(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        let namespace = namespace_of(object);
        for id in containers(workload) {
            g.step(Position::Code(id))
                .from(Position::Right(Right::Exec, namespace.into()))
                .proof(object.head, "a pod of the namespace")
                .say("Commands run in any pod of the namespace: the attacker {gain}")
                .add();
        }
    }
}
