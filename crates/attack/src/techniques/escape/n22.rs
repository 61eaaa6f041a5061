//! N22: a FlexVolume driver runs as root on the node.

use ringfort_vocab::Layer;

use ringfort_model::kube::{Volume, VolumeKind};

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N22",
    title: "Escape through a FlexVolume",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The pod mounts a FlexVolume, whose driver runs as root on the node with options that the pod chooses: the attacker {gain}",
    page: include_str!("n22.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    let flex = |v: &&Volume| matches!(&v.kind, VolumeKind::Other(kind) if &**kind == "flexVolume");
    let volume = site.workload.pod.volumes.iter().find(flex)?;
    let opening = Opening::new(volume.span, "a FlexVolume", "container/host-filesystem-isolation");
    Some(opening.doubt("what the driver does with the options of the pod is not in the files"))
}
