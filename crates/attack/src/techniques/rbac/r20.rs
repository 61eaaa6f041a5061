//! R20: whoever may change or delete admission policies and webhooks unlocks what they refuse.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Pool;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R20",
    title: "Take admission out of the way",
    layer: Layer::Cluster,
    attack: &["T1562.001"],
    sentence: "{from} may {detail}: it lets through what admission refuses, and holds {to}",
    page: include_str!("r20.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: &["update", "patch", "delete"],
    on: &[
        ("admissionregistration.k8s.io", "validatingwebhookconfigurations"),
        ("admissionregistration.k8s.io", "validatingadmissionpolicies"),
        ("admissionregistration.k8s.io", "validatingadmissionpolicybindings"),
        ("kyverno.io", "clusterpolicies"),
        ("constraints.gatekeeper.sh", "*"),
    ],
};

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, "cluster/rbac-escalation-paths", WANTED, Right::Admission);
    more(g);
}

/// With admission out of the way, a pod of one's own reaches for the node.
fn more(g: &mut Ground<'_>) {
    for namespace in support::namespaces(g) {
        g.step(Position::Node(Pool::Worker))
            .from(Position::Right(Right::Admission, namespace.clone()))
            .from(Position::Right(Right::RunPods, namespace))
            .say("With admission out of the way a privileged pod mounts the disk of its node: the attacker {gain}")
            .add();
    }
}
