//! N12: a mount of the container runtime's socket, or of a folder above it, even read-only.

use ringfort_vocab::Layer;

use super::paths;
use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N12",
    title: "Escape through the socket of the container runtime",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container may talk to the container runtime through `{detail}`: with a privileged container beside it the attacker {gain}",
    page: include_str!("n12.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, false, &paths::is_socket)
}
