//! I01: code or a file read in a pod gives the mounted ServiceAccount token.

use ringfort_facts::kube::{mounts_token, namespace_of};
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I01",
    title: "Take the ServiceAccount token",
    layer: Layer::Cluster,
    attack: &["T1528"],
    sentence: "The token of the ServiceAccount is mounted: the attacker {gain}",
    page: include_str!("i01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (workload, object) in support::workloads(facts) {
        let Some(name) = workload.pod.service_account.known() else { continue };
        let user = support::user_name(namespace_of(object), name);
        let mounts = mounts_token(workload, facts);
        let control = support::token_mounted(&mounts, object);
        for id in support::containers(workload) {
            // From the pod itself, if it reaches the API server; else from outside, if that reaches it.
            g.step(Position::Identity(user.clone()))
                .from(Position::Code(id))
                .proof(mounts.span(), "the token is mounted")
                .unless(control.clone())
                .unless(controls.api_egress(workload.id))
                .add();
            for from in [Position::Code(id), Position::Read(id)] {
                g.step(Position::Identity(user.clone()))
                    .from(from)
                    .from(Position::NetApi)
                    .proof(mounts.span(), "the token is mounted")
                    .unless(control.clone())
                    .add();
            }
        }
    }
}
