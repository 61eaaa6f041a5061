//! R03: whoever may change a workload changes what runs in it.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R03",
    title: "Change workloads",
    layer: Layer::Cluster,
    attack: &["T1610"],
    sentence: "{from} may {detail} and puts a container of its own into pods that run: the attacker {gain}",
    page: include_str!("r03.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: &["update", "patch"],
    on: &[
        ("", "replicationcontrollers"),
        ("apps", "deployments"),
        ("apps", "daemonsets"),
        ("apps", "statefulsets"),
        ("apps", "replicasets"),
        ("batch", "cronjobs"),
    ],
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-escalation-paths", WANTED, Right::RunPods);
}
