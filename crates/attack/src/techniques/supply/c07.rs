//! C07: packages that are not fixed with their hashes are installed as whoever publishes them likes.

use std::sync::Arc;

use ringfort_facts::packages::locked_by;
use ringfort_vocab::Layer;

use super::support;
use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "C07",
    title: "Hostile dependency",
    layer: Layer::Code,
    attack: &["T1195.001"],
    sentence: "{from} is installed as it comes ({detail}): the attacker {gain}",
    page: include_str!("c07.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for manifest in facts.model.manifests.iter().filter(|m| !m.dependencies.is_empty()) {
        let lock = locked_by(&facts.model, manifest);
        let standing = match lock {
            Some(_) => Standing::InPlace(manifest.span, "every package is locked".into()),
            None => Standing::Absent(Some(manifest.span)),
        };
        let scope: Arc<str> = (&*manifest.path).into();
        for id in support::containers_of(facts, &manifest.path) {
            let control = Control {
                id: "code/dependency-integrity",
                target: scope.clone(),
                scope: scope.clone(),
                standing: standing.clone(),
            };
            let Some(first) = manifest.dependencies.first() else { continue };
            g.step(Position::Code(id))
                .from(Position::Dependency)
                .proof(first.span, "packages without hashes")
                .unless(control)
                .detail(manifest.path.to_string())
                .add();
        }
    }
}
