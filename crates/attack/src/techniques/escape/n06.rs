//! N06: `DAC_READ_SEARCH` opens files of the host by handle.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N06",
    title: "Read files of the host by handle",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container may open files by handle ({detail}): the attacker {gain}",
    page: include_str!("n06.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::files, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::capability(site, &["DAC_READ_SEARCH"])
}
