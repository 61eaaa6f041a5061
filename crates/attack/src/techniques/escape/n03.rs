//! N03: hostPID with the right to trace processes.

use ringfort_vocab::Layer;

use super::support::{self, Opening, Site};
use crate::ground::Ground;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "N03",
    title: "Escape by tracing a process of the host",
    layer: Layer::Container,
    attack: &["T1611"],
    sentence: "The container sees the processes of the host and may trace them ({detail}): with code put into one of them the attacker {gain}",
    page: include_str!("n03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    support::each_as_root(g, &support::node, &opens);
}

fn opens(site: &Site<'_>) -> Option<Opening> {
    support::capability(site, &["SYS_PTRACE", "SYS_ADMIN"])
        .filter(|_| site.workload.pod.host_pid.is(&true))
}
