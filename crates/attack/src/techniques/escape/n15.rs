//! N15: hostPID alone: other processes' environments. Not an escape.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N15",
    title: "Read the environment of processes of the host",
    layer: Layer::Container,
    attack: &["T1552"],
    sentence: "The pod sees the processes of the host ({detail}): the attacker {gain}; it is no escape by itself",
    page: include_str!("n15.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(
        g,
        &|_| Position::Credential("the environment of processes of the node".into()),
        &opens,
    );
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    let opening = support::when_true(
        &site.workload.pod.host_pid,
        "hostPID",
        "container/host-namespace-isolation",
    );
    opening.map(|o| o.detail("hostPID"))
}
