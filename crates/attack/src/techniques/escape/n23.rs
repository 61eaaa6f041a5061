//! N23: seccomp off or /proc unmasked: a flaw of the kernel is within reach.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N23",
    title: "Escape by a flaw of the kernel",
    layer: Layer::Container,
    attack: &["T1068"],
    sentence: "Nothing filters what the container asks of the kernel ({detail}): with a flaw there the attacker {gain}",
    page: include_str!("n23.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    let settings = [
        (&site.container.seccomp, "Unconfined", "seccomp is off"),
        (&site.container.proc_mount, "Unmasked", "/proc is unmasked"),
    ];
    let (value, _, what) =
        settings.into_iter().find(|(v, bad, _)| v.known().is_some_and(|v| v == bad))?;
    let opening = Opening::new(value.span(), "no filter", "container/seccomp-profile");
    Some(
        opening.detail(what).doubt("whether the kernel of the node has a flaw is not in the files"),
    )
}
