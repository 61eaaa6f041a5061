//! What the ways in over the nodes have in common.

use crate::control::Standing;
use crate::ground::Ground;
use crate::position::Position;

/// The Internet reaches `port` of the nodes, where `what` listens, if firewall and subnets let it.
pub(super) fn node_port(g: &mut Ground<'_>, what: &str, port: i64) {
    let controls = g.controls;
    let firewall = controls.node_ports((port, port));
    let at = if let Standing::Absent(at) = &firewall.standing { *at } else { None };
    let step = g
        .step(Position::NetNode(what.into()))
        .from(Position::Internet)
        .unless(firewall)
        .unless(controls.private_nodes())
        .by_default("no file describes the firewall of the nodes: what listens on every address is reached unless one is in front")
        .say("The Internet reaches {to}");
    match at {
        Some(at) => step.proof(at, "the firewall of the nodes").add(),
        None => step.add(),
    }
}
