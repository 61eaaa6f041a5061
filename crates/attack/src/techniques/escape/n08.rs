//! N08: a writable mount of a folder that programs of the node execute from.

use ringfort_vocab::Layer;

use super::paths;
use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N08",
    title: "Escape through a writable path of the host",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container may write to `{detail}` of the host, which programs of the node execute or trust: the attacker {gain}",
    page: include_str!("n08.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, true, &paths::is_executed)
}
