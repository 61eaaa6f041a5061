//! I09: a node of the control plane holds the keys that everything in the cluster is signed with.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::numbered::Numbered;
use crate::position::{Pool, Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I09",
    title: "From the control plane to everything",
    layer: Layer::Cluster,
    attack: &["T1552.004"],
    sentence: "{from} reads the keys that the cluster signs with: the attacker {gain}",
    page: include_str!("i09.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    g.later(signing_keys);
}

fn signing_keys(g: &mut Ground<'_>, mentioned: &Numbered<Position>) {
    if g.controls.managed().is_some() && g.controls.api_server().is_none() {
        return;
    }
    let facts = g.facts;
    for (workload, object) in support::workloads(facts) {
        let Some((at, _)) = support::on_control_plane(workload, object) else { continue };
        for from in [Position::Node(Pool::ControlPlane), Position::HostFiles(Pool::ControlPlane)] {
            if mentioned.find(&from).is_some() {
                g.step(Position::Right(Right::Everything, "*".into()))
                    .from(from)
                    .proof(at, "its pods run there")
                    .add();
            }
        }
    }
}
