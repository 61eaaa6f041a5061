//! N01: a privileged container mounts the disk of its node.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N01",
    title: "Escape from a privileged container",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container is privileged and can mount the disk of its node: the attacker {gain}",
    page: include_str!("n01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::when_true(&site.container.privileged, "privileged", "container/no-privileged-mode")
}
