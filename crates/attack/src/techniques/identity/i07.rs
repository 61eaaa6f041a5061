//! I07: root on a node is code in all pods on it.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Pool;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I07",
    title: "From the node into its pods",
    layer: Layer::Cluster,
    attack: &["T1611"],
    sentence: "Root on a node enters every pod that runs there: the attacker {gain}",
    page: include_str!("i07.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in support::workloads(facts) {
        for id in support::containers(workload) {
            g.step(Position::Code(id))
                .from(Position::Node(Pool::Worker))
                .proof(object.head, "a pod that runs on the nodes")
                .doubt(support::doubt_of_node(object))
                .add();
        }
    }
}
