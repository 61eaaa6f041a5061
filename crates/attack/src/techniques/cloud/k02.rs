//! K02: a principal that may create access entries makes itself an administrator of the cluster.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K02",
    title: "Make an access entry",
    layer: Layer::Cloud,
    attack: &["T1098"],
    sentence: "{from} may make access entries of the cluster: the attacker {gain}",
    page: include_str!("k02.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    if facts.resources("aws_eks_cluster").next().is_none() {
        return;
    }
    for principal in iam.principals().iter().filter(|p| p.is_ours()) {
        let make = iam.can(principal.id, "eks:CreateAccessEntry", None);
        let decision = make.and(|| iam.can(principal.id, "eks:AssociateAccessPolicy", None));
        if !decision.is_allowed() {
            continue;
        }
        let at = decision.evidence.iter().find_map(|e| e.at).unwrap_or(principal.at);
        let step = g
            .step(Position::Right(Right::Everything, "*".into()))
            .from(support::position(principal))
            .from(Position::NetApi)
            .unless(support::least(principal, at));
        support::proved(step, &decision.evidence).add();
    }
}
