//! S09: whoever may push to a repository that a controller watches writes to the cluster.

use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S09",
    title: "GitOps",
    layer: Layer::Cluster,
    attack: &["T1072"],
    sentence: "What is pushed is applied to the cluster by {detail}: the attacker {gain}",
    page: include_str!("s09.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for kind in ["GitRepository", "Application", "ApplicationSet"] {
        for watched in facts.objects(kind) {
            let of_controller =
                watched.group().contains("fluxcd.io") || watched.group() == "argoproj.io";
            if !of_controller {
                continue;
            }
            g.step(Position::Right(Right::Everything, "*".into()))
                .from(Position::Push("the repository".into()))
                .proof(watched.head, "a repository that a controller watches")
                .unless(Control::missing_for(
                    "code/delivery-pipeline-security",
                    watched.resource.to_string(),
                    watched.head,
                ))
                .detail(watched.resource.to_string())
                .doubt("whether it is this repository, and what the controller may do")
                .add();
        }
    }
}
