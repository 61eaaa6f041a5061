//! N16: hostIPC alone: shared memory. Not an escape.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N16",
    title: "Read shared memory of the host",
    layer: Layer::Container,
    attack: &["T1552"],
    sentence: "The pod sees the shared memory of the host ({detail}): the attacker {gain}; it is no escape by itself",
    page: include_str!("n16.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(
        g,
        &|_| Position::Credential("the shared memory of processes of the node".into()),
        &opens,
    );
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    let opening = support::when_true(
        &site.workload.pod.host_ipc,
        "hostIPC",
        "container/host-namespace-isolation",
    );
    opening.map(|o| o.detail("hostIPC"))
}
