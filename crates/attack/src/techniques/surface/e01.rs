//! E01: the Internet reaches pods through a Service of type LoadBalancer.

use ringfort_facts::kube::Door;
use ringfort_vocab::Layer;

use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E01",
    title: "Internet to Service LoadBalancer",
    layer: Layer::Cloud,
    attack: &["T1190"],
    sentence: "The Internet reaches {to} through the load balancer of {detail}",
    page: include_str!("e01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for exposure in facts.kube.exposures.iter().filter(|e| e.door == Door::LoadBalancer) {
        let Some(service) = facts.model.kube.object(exposure.via) else { continue };
        g.step(Position::Net(exposure.workload))
            .from(Position::Internet)
            .proof(exposure.at, "a load balancer")
            .detail(service.resource.to_string())
            .add();
    }
}
