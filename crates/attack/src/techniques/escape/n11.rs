//! N11: a writable mount of /var/log and the right to read logs.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N11",
    title: "Read files of the host through logs",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container may replace a log under `{detail}` by a link, which the API then reads out (pods/log): the attacker {gain}",
    page: include_str!("n11.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::files, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, true, &|path| matches!(path, "/var/log" | "/var" | "/"))
}
