//! N17: raw I/O, BPF, block devices.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N17",
    title: "Escape through devices",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container reaches the devices of its node ({detail}): the attacker {gain}",
    page: include_str!("n17.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    let device = |path: &str| super::paths::is_under(path, &["/dev"]);
    support::capability(site, &["SYS_RAWIO", "BPF"])
        .or_else(|| support::host_path(site, true, &device))
}
