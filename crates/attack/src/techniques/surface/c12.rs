//! C12: the container runs as root: set so, or left to an image whose default it is.

use std::sync::Arc;

use ringfort_facts::kube::admission::Refuses;
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::runs_as::{RunsAs, runs_as};
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C12",
    title: "Root in the container",
    layer: Layer::Container,
    attack: &["T1068"],
    sentence: "The process runs as root: the attacker {gain}",
    page: include_str!("c12.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some(container) = workload.containers.get(usize::from(id.1)) else { continue };
            let user = runs_as(facts, workload, container);
            let (at, note, standing) = match user {
                RunsAs::Root(at, note) => (at, note, Standing::Absent(Some(at))),
                RunsAs::Other(at, note) => (at, note, Standing::InPlace(at, note.into())),
                RunsAs::Unknown(at, cause) => (at, "the user", Standing::Unknown(at, cause.into())),
            };
            let scope = Arc::clone(&object.resource);
            let own = "container/non-root-execution";
            g.step(Position::Root(id))
                .from(Position::Code(id))
                .proof(at, note)
                .unless(Control { id: own, target: scope.clone(), scope, standing })
                .unless(controls.restricted(object))
                .unless_any(controls.policies(object, &[Refuses::RunAsRoot]))
                .add();
        }
    }
}
