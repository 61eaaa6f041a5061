//! N13: a mount of the folder that holds the volumes of every pod on the node.

use ringfort_vocab::Layer;

use super::paths;
use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N13",
    title: "Take the tokens of a node's pods",
    layer: Layer::Container,
    attack: &["T1552.001"],
    sentence: "The container mounts `{detail}`, where the kubelet keeps the volumes of every pod: the attacker {gain}, the tokens of its neighbours among them",
    page: include_str!("n13.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, &support::files, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, false, &|path| {
        matches!(path, "/" | "/var" | "/var/lib") || paths::is_under(path, &["/var/lib/kubelet"])
    })
}
