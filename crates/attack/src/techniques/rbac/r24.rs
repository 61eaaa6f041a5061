//! R24: externalIPs and the status of Services redirect traffic of the whole cluster.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R24",
    title: "Point a Service at oneself",
    layer: Layer::Cluster,
    attack: &["T1557"],
    sentence: "{from} may {detail}: traffic meant for others comes to it ({to})",
    page: include_str!("r24.md"),
    ground,
};

const WANTED: Wanted =
    Wanted { verbs: &["update", "patch"], on: &[("", "services/status"), ("", "services")] };

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, "cluster/rbac-least-privilege", WANTED, Right::Intercept);
}
