//! N04: the right to load kernel modules.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N04",
    title: "Escape by a kernel module",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container may load kernel modules ({detail}): with a module of their own the attacker {gain}",
    page: include_str!("n04.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::capability(site, &["SYS_MODULE"])
}
