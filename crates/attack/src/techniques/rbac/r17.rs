//! R17: deleting pods, workloads or namespaces destroys what runs.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R17",
    title: "Delete and evict",
    layer: Layer::Cluster,
    attack: &["T1485"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r17.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: &["delete", "deletecollection"],
    on: &[
        ("", "pods"),
        ("", "namespaces"),
        ("apps", "deployments"),
        ("", "persistentvolumeclaims"),
    ],
};

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-least-privilege", WANTED, Right::Destroy);
}
