//! K08: a principal that may push to a repository whose images run.

use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K08",
    title: "Push to the registry",
    layer: Layer::Cloud,
    attack: &["T1525"],
    sentence: "{from} may push images: the attacker {gain}",
    page: include_str!("k08.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    if facts.resources("aws_ecr_repository").next().is_none() {
        return;
    }
    for principal in iam.principals().iter().filter(|p| p.is_ours()) {
        let decision = iam.can(principal.id, "ecr:PutImage", None);
        if !decision.is_allowed() {
            continue;
        }
        let at = decision.evidence.iter().find_map(|e| e.at).unwrap_or(principal.at);
        let step = g
            .step(Position::Push("the registry".into()))
            .from(support::position(principal))
            .unless(Control::missing_for(
                "cloud/registry-access-control",
                principal.address.as_str(),
                at,
            ));
        support::proved(step, &decision.evidence).add();
    }
}
