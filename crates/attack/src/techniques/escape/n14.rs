//! N14: the network of the host: its loopback, its metadata service, no policy.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N14",
    title: "The network of the host",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The pod is on the network of its node, where no NetworkPolicy applies: the attacker {gain}",
    page: include_str!("n14.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, &|site| Position::Metadata(site.workload.id), &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::when_true(
        &site.workload.pod.host_network,
        "hostNetwork",
        "container/host-namespace-isolation",
    )
}
