//! C10: code in one pod reaches the ports of another, unless policies of both ends stop it.

use ringfort_vocab::Layer;

use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C10",
    title: "Pod to pod",
    layer: Layer::Cluster,
    attack: &["T1210"],
    sentence: "Over the pod network the attacker {gain}",
    page: include_str!("c10.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    crate::network::traffic(g);
}
