//! R16: nodes/proxy reaches the API of the kubelet; get is enough, since exec over WebSocket begins with GET.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R16",
    title: "Talk to kubelets",
    layer: Layer::Cluster,
    attack: &["T1609"],
    sentence: "{from} may {detail}: through the kubelet, past admission and audit, it runs commands in every pod: the attacker {gain}",
    page: include_str!("r16.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["get", "create"], on: &[("", "nodes/proxy")] };

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, "cluster/rbac-escalation-paths", WANTED, Right::Exec);
}
