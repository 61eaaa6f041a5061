//! X02: a forged request reads the credentials of the node where version 1 of the metadata service answers.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X02",
    title: "Metadata service by forged requests",
    layer: Layer::Cloud,
    attack: &["T1552.005"],
    sentence: "The application asks the metadata service, which answers without a session token: the attacker {gain}",
    page: include_str!("x02.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (role, at) in support::node_roles(facts, controls.iam()) {
        for (workload, _) in workloads(facts) {
            for id in containers(workload) {
                g.step(role.clone())
                    .from(Position::Ssrf(id))
                    .proof(at, "the role of the nodes")
                    .unless(controls.metadata_service())
                    .unless(controls.metadata_egress(workload.id))
                    .add();
            }
        }
    }
}
