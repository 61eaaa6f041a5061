//! K07: a principal that may send commands to the machines of the nodes.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{Pool, Position};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K07",
    title: "Commands on nodes",
    layer: Layer::Cloud,
    attack: &["T1651"],
    sentence: "{from} may run commands on machines (SSM): the attacker {gain}",
    page: include_str!("k07.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    if facts.resources("aws_eks_node_group").next().is_none() {
        return;
    }
    for principal in iam.principals().iter().filter(|p| p.is_ours()) {
        let send = iam.can(principal.id, "ssm:SendCommand", None);
        let decision = send.or(|| iam.can(principal.id, "ssm:StartSession", None));
        if !decision.is_allowed() {
            continue;
        }
        let at = decision.evidence.iter().find_map(|e| e.at).unwrap_or(principal.at);
        let step = g
            .step(Position::Node(Pool::Worker))
            .from(support::position(principal))
            .unless(support::least(principal, at))
            .doubt("whether the nodes run the agent that takes commands");
        support::proved(step, &decision.evidence).add();
    }
}
