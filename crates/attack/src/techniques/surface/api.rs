//! API: pods and nodes reach the API server. It names what every cluster allows, so it is not told as a hop.

use ringfort_vocab::Layer;

use crate::ground::Ground;
use crate::position::{Pool, Position};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "API",
    title: "API from the pod network",
    layer: Layer::Cluster,
    attack: &[],
    sentence: "{from} reaches {to}",
    page: "",
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (workload, _) in workloads(facts) {
        for id in containers(workload) {
            g.step(Position::NetApi)
                .from(Position::Code(id))
                .unless(controls.api_egress(workload.id))
                .quiet()
                .add();
        }
    }
    for from in
        [Position::Node(Pool::Worker), Position::Node(Pool::ControlPlane), Position::Entry("A8")]
    {
        g.step(Position::NetApi).from(from).quiet().add();
    }
}
