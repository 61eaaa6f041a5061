//! R19: a MutatingAdmissionPolicy changes every object it matches.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R19",
    title: "Rewrite objects by a policy",
    layer: Layer::Cluster,
    attack: &["T1546"],
    sentence: "{from} may {detail}: a policy of its own rewrites every pod that is created, which is {to}",
    page: include_str!("r19.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: support::WRITE,
    on: &[
        ("admissionregistration.k8s.io", "mutatingadmissionpolicies"),
        ("admissionregistration.k8s.io", "mutatingadmissionpolicybindings"),
    ],
};

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, "cluster/rbac-escalation-paths", WANTED, Right::RunPods);
}
