//! P08: rights in Azure and its directory that lead to another identity or to every right.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P08",
    title: "Roles of Azure that give more",
    layer: Layer::Cloud,
    attack: &["T1098.003"],
    sentence: "{from} holds a role that gives more than it says ({detail}): the attacker {gain}",
    page: include_str!("p08.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::escalations(g, "P08");
}
