//! E04: hostPort, and containers on the network of the host.

use ringfort_facts::kube::admission::Refuses;
use ringfort_vocab::Layer;

use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::workloads;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E04",
    title: "Internet to a port of the host",
    layer: Layer::Cloud,
    attack: &["T1133"],
    sentence: "The Internet reaches {to} through a port of the node itself, which no NetworkPolicy guards",
    page: include_str!("e04.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (workload, object) in workloads(facts) {
        let host = workload.pod.host_network.is(&true).then(|| workload.pod.host_network.span());
        let ports = workload.containers.iter().flat_map(|c| &c.ports);
        let listens = ports.clone().next().is_some();
        let port = ports.clone().find(|p| p.host != 0).map(|p| (p.span, p.host));
        let own = ports.into_iter().next().map_or(0, |p| p.number);
        let Some((at, number)) = port.or(host.filter(|_| listens).map(|at| (at, own))) else {
            continue;
        };
        let field = if port.is_some() { Refuses::HostPorts } else { Refuses::HostNetwork };
        g.step(Position::Net(workload.id))
            .from(Position::Internet)
            .proof(at, "a port of the node")
            .unless(controls.node_ports((number, number)))
            .unless(controls.private_nodes())
            .unless(controls.pod_security(object))
            .unless_any(controls.policies(object, &[field]))
            .add();
    }
}
