//! P09: permissions of Google Cloud that lead to another account or to every right.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P09",
    title: "Permissions of Google Cloud that give more",
    layer: Layer::Cloud,
    attack: &["T1548.005"],
    sentence: "{from} holds a permission that leads further ({detail}): the attacker {gain}",
    page: include_str!("p09.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::escalations(g, "P09");
}
