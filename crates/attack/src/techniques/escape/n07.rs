//! N07: a writable mount of the root, of /proc or of /sys of the host.

use ringfort_vocab::Layer;

use super::paths;
use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N07",
    title: "Escape through the root filesystem of the host",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container may write to `{detail}` of the host: with a cron job or a core pattern the attacker {gain}",
    page: include_str!("n07.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, true, &paths::is_whole)
}
