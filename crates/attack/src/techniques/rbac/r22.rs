//! R22: deleting or changing a NetworkPolicy opens what it closed.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R22",
    title: "Delete network policies",
    layer: Layer::Cluster,
    attack: &["T1562.007"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r22.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: &["update", "patch", "delete", "deletecollection"],
    on: &[("networking.k8s.io", "networkpolicies")],
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-least-privilege", WANTED, Right::Network);
}
