//! N02: a privileged container that shares the process namespace of the host enters process 1.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N02",
    title: "Escape through the processes of the host",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container is privileged and sees the processes of the host, whose first one it can enter (nsenter): the attacker {gain}",
    page: include_str!("n02.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::when_true(&site.workload.pod.host_pid, "hostPID", "container/host-namespace-isolation")
        .filter(|_| site.container.privileged.is(&true))
}
