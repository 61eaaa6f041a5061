//! X03: root on a node holds the role of the node.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{Pool, Position};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X03",
    title: "Node to its role",
    layer: Layer::Cloud,
    attack: &["T1552.005"],
    sentence: "Root on a node may ask its metadata service for the credentials of the node: the attacker {gain}",
    page: include_str!("x03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    let mut roles = support::node_roles(facts, controls.iam());
    roles.extend(support::node_identities(facts, controls.iam()));
    roles.extend(support::node_accounts(facts, controls.iam()));
    for (role, at) in roles {
        g.step(role).from(Position::Node(Pool::Worker)).proof(at, "the role of the nodes").add();
    }
}
