//! P04: a principal that may change the code of compute with a role.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P04",
    title: "Compute that runs already",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} changes what compute runs ({detail}): the attacker {gain}",
    page: include_str!("p04.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::escalations(g, "P04");
}
