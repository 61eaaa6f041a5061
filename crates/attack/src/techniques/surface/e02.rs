//! E02: the Internet reaches pods through a port of the nodes, where the nodes have public addresses and the firewall lets it.

use ringfort_facts::kube::Door;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::control::network::NODE_PORTS;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E02",
    title: "Internet to NodePort",
    layer: Layer::Cloud,
    attack: &["T1133"],
    sentence: "The Internet reaches {to} through the port that {detail} opens on every node",
    page: include_str!("e02.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for exposure in facts.kube.exposures.iter().filter(|e| e.door == Door::NodePort) {
        let Some(service) = facts.model.kube.object(exposure.via) else { continue };
        let target = service.resource.to_string();
        g.step(Position::Net(exposure.workload))
            .from(Position::Internet)
            .proof(exposure.at, "a port of the nodes")
            .unless(controls.node_ports(NODE_PORTS))
            .unless(controls.private_nodes())
            .unless(controls.internet_ingress(exposure.workload))
            .unless(Control::missing_for("cluster/service-exposure", target, exposure.at))
            .detail(service.resource.to_string())
            .add();
    }
}
