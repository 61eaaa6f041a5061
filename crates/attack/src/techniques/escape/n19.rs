//! N19: the container runtime of a node has a published flaw.

use ringfort_vocab::Layer;

use super::footholds;
use crate::flaws::flaws;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N19",
    title: "Escape by a known flaw of the container runtime",
    layer: Layer::Cluster,
    attack: &["T1611"],
    sentence: "The container runtime of the node has a published flaw ({detail}), and {from} is enough for it: the attacker {gain}",
    page: include_str!("n19.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let all = flaws(g.facts);
    let own: Vec<_> = all.iter().filter(|f| !f.needs.is_of_kernel()).collect();
    footholds::ground(g, &own, "cluster/version-currency");
}
