//! P03: a principal that may pass a role to compute it creates.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P03",
    title: "Role handed to new compute",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} starts compute with a role of its choice ({detail}): the attacker {gain}",
    page: include_str!("p03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::escalations(g, "P03");
}
