//! R27: an APIService takes over the requests, and the credentials in them, of an API group.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R27",
    title: "Register an API of one's own",
    layer: Layer::Cluster,
    attack: &["T1557"],
    sentence: "{from} may {detail}: requests for that API come to it ({to})",
    page: include_str!("r27.md"),
    ground,
};

const WANTED: Wanted =
    Wanted { verbs: support::WRITE, on: &[("apiregistration.k8s.io", "apiservices")] };

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, "cluster/rbac-escalation-paths", WANTED, Right::Intercept);
}
