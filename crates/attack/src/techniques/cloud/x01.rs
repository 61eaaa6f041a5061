//! X01: code in a pod reads the credentials of the node from the metadata service.

use ringfort_facts::Facts;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X01",
    title: "Metadata service",
    layer: Layer::Cloud,
    attack: &["T1552.005"],
    sentence: "The metadata service of the node answers its pods and gives them the credentials of the node: the attacker {gain}",
    page: include_str!("x01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    let mut roles = support::node_roles(facts, controls.iam());
    roles.extend(support::node_identities(facts, controls.iam()));
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            g.step(Position::Metadata(workload.id))
                .from(Position::Code(id))
                .unless(controls.metadata_service())
                .unless(controls.metadata_egress(workload.id))
                .quiet()
                .add();
        }
        for (role, at) in &roles {
            g.step(role.clone())
                .from(Position::Metadata(workload.id))
                .proof(*at, "the role of the nodes")
                .proof(object.head, "a pod on them")
                .add();
        }
        if roles.is_empty() && may_be_cloud(g) && !are_described(facts) {
            g.step(Position::CloudRight("data", "the role of the nodes".into()))
                .from(Position::Metadata(workload.id))
                .proof(object.head, "a pod")
                .doubt("whether the nodes hand out credentials, and what these may do: no file describes the nodes")
                .add();
        }
    }
}

/// May the cluster be one of a provider?
fn may_be_cloud(g: &Ground<'_>) -> bool {
    g.controls.declared.platform != "docker-desktop"
}

/// Do files describe nodes whose credentials are told of elsewhere (GKE: X09)?
fn are_described(facts: &Facts) -> bool {
    facts.resources("google_container_cluster").next().is_some()
}
