//! N18: the kernel of a node has a published flaw that code in a container reaches.

use ringfort_vocab::Layer;

use super::footholds;
use crate::flaws::flaws;
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N18",
    title: "Escape by a known flaw of the kernel",
    layer: Layer::Cluster,
    attack: &["T1068", "T1611"],
    sentence: "The kernel of the node has a published flaw ({detail}), and {from} is enough for it: the attacker {gain}",
    page: include_str!("n18.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let all = flaws(g.facts);
    let own: Vec<_> = all.iter().filter(|f| f.needs.is_of_kernel()).collect();
    footholds::ground(g, &own, "cluster/node-hardening");
}
