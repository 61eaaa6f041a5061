//! R28: a PersistentVolume of a host path, its claim and a pod give the node past Pod Security.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Pool;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R28",
    title: "Make a volume of the host",
    layer: Layer::Cluster,
    attack: &["T1611"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r28.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["create"], on: &[("", "persistentvolumes")] };

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, "cluster/rbac-escalation-paths", WANTED, Right::MakeVolumes);
    more(g);
}

/// Pod Security looks at the pod, not at the volume behind its claim.
fn more(g: &mut Ground<'_>) {
    for namespace in support::namespaces(g) {
        g.step(Position::Node(Pool::Worker))
            .from(Position::Right(Right::MakeVolumes, "*".into()))
            .from(Position::Right(Right::RunPods, namespace))
            .by_default("Kubernetes, Pod Security Standards: hostPath volumes of pods are refused, PersistentVolumes are not looked at")
            .say("A pod of the attacker's own mounts the disk of its node through a claim, which Pod Security does not look behind: the attacker {gain}")
            .add();
    }
}
