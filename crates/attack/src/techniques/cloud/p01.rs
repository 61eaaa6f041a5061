//! P01: a principal that may change its own rights.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P01",
    title: "Self-escalation",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} rewrites its own rights ({detail}): the attacker {gain}",
    page: include_str!("p01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::escalations(g, "P01");
}
