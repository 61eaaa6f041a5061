//! N10: a mount, even read-only, of a folder that holds credentials of the node.

use ringfort_vocab::Layer;

use super::paths;
use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N10",
    title: "Read credentials of the node",
    layer: Layer::Container,
    attack: &["T1552.001"],
    sentence: "The container mounts `{detail}` of the host: the attacker {gain}, the credentials among them",
    page: include_str!("n10.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, &support::files, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::host_path(site, false, &|path| {
        matches!(path, "/" | "/proc")
            || paths::is_under(path, &["/home", "/root", "/etc", "/var/lib/kubelet"])
    })
}
