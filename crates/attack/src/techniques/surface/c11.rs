//! C11: nothing limits what pods may send out.

use ringfort_vocab::Layer;

use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::workloads;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C11",
    title: "Open egress",
    layer: Layer::Cluster,
    attack: &["T1041"],
    sentence: "Nothing limits what is sent out: the attacker {gain}",
    page: include_str!("c11.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (workload, object) in workloads(facts) {
        g.step(Position::Egress(workload.id))
            .proof(object.head, "its pods")
            .unless(controls.internet_egress(workload.id))
            .unless(controls.provider_egress())
            .add();
    }
    let mut scopes = crate::techniques::namespaces(facts);
    scopes.push("*".into());
    for scope in scopes {
        g.step(Position::NamespaceEgress(scope.clone()))
            .unless(controls.namespace_egress(&scope))
            .unless(controls.provider_egress())
            .add();
    }
}
