//! P02: a principal that may make keys or sessions of another.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P02",
    title: "Access to another principal",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} takes hold of another principal ({detail}): the attacker {gain}",
    page: include_str!("p02.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::escalations(g, "P02");
}
