//! N05: `SYS_ADMIN` for root without AppArmor.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N05",
    title: "Escape by mounting",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container may administer the system ({detail}), and no AppArmor profile stops mounts: with the disk of the node mounted the attacker {gain}",
    page: include_str!("n05.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::capability(site, &["SYS_ADMIN"]).filter(|_| {
        site.container.apparmor.known().is_some_and(|p| p == "Unconfined" || p == "unconfined")
    })
}
