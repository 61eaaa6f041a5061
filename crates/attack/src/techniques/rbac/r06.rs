//! R06: an ephemeral container shares everything with the pod it is added to.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R06",
    title: "Add a debugging container",
    layer: Layer::Cluster,
    attack: &["T1609"],
    sentence: "{from} may {detail}: it adds a container to running pods and holds {to}",
    page: include_str!("r06.md"),
    ground,
};

const WANTED: Wanted =
    Wanted { verbs: &["update", "patch"], on: &[("", "pods/ephemeralcontainers")] };

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-escalation-paths", WANTED, Right::Exec);
}
