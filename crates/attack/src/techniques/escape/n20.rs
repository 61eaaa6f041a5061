//! N20: a Windows HostProcess container runs on the node.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N20",
    title: "Escape from a Windows HostProcess container",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container is a HostProcess container, which runs on the node itself: the attacker {gain}",
    page: include_str!("n20.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::when_true(&site.container.host_process, "hostProcess", "container/no-privileged-mode")
}
