//! R21: the labels of a namespace carry its Pod Security level and what network policies select by.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R21",
    title: "Relabel a namespace",
    layer: Layer::Cluster,
    attack: &["T1562.001"],
    sentence: "{from} may {detail}: it takes the Pod Security label off, and holds {to}",
    page: include_str!("r21.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["update", "patch"], on: &[("", "namespaces")] };

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-escalation-paths", WANTED, Right::Admission);
}
