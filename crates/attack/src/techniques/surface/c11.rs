//! C11: nothing limits what pods may send out.

use ringfort_vocab::Layer;

use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C11",
    title: "Open egress",
    layer: Layer::Cluster,
    attack: &["T1041"],
    sentence: "Nothing limits outbound traffic: {from} reaches {to}",
    page: include_str!("c11.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            g.step(Position::Egress(workload.id))
                .from(Position::Code(id))
                .proof(object.head, "its pods")
                .unless(controls.internet_egress(workload.id))
                .unless(controls.provider_egress())
                .add();
        }
    }
    let mut scopes = crate::techniques::namespaces(facts);
    scopes.push("*".into());
    for scope in scopes {
        g.step(Position::NamespaceEgress(scope.clone()))
            .from(Position::Right(Right::RunPods, scope.clone()))
            .unless(controls.namespace_egress(&scope))
            .unless(controls.provider_egress())
            .add();
    }
}
