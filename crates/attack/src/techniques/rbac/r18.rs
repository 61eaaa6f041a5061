//! R18: a mutating webhook sees and changes every object that the API server admits.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R18",
    title: "Rewrite objects by a webhook",
    layer: Layer::Cluster,
    attack: &["T1546"],
    sentence: "{from} may {detail}: a webhook of its own rewrites every pod that is created, which is {to}",
    page: include_str!("r18.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: support::WRITE,
    on: &[("admissionregistration.k8s.io", "mutatingwebhookconfigurations")],
};

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, "cluster/rbac-escalation-paths", WANTED, Right::RunPods);
}
