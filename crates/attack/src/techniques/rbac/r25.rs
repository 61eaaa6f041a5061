//! R25: Endpoints and EndpointSlices decide where a Service sends its traffic.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R25",
    title: "Rewrite endpoints",
    layer: Layer::Cluster,
    attack: &["T1557"],
    sentence: "{from} may {detail}: traffic meant for others comes to it ({to})",
    page: include_str!("r25.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: support::WRITE,
    on: &[("", "endpoints"), ("discovery.k8s.io", "endpointslices")],
};

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, "cluster/rbac-least-privilege", WANTED, Right::Intercept);
}
