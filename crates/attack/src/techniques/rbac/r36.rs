//! R36: logs hold tokens and personal data more often than they should.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::Right;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R36",
    title: "Read logs",
    layer: Layer::Cluster,
    attack: &["T1552.001"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r36.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["get"], on: &[("", "pods/log"), ("", "nodes/log")] };

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-least-privilege", WANTED, Right::Logs);
}
