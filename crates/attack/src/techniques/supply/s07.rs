//! S07: an image that is built on someone else's tag holds what they put there.

use std::sync::Arc;

use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S07",
    title: "Base image to container",
    layer: Layer::Container,
    attack: &["T1195.002"],
    sentence: "The image is built on a base that is named by a tag ({detail}): the attacker {gain}",
    page: include_str!("s07.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (index, file) in facts.model.dockerfiles.iter().enumerate() {
        for (image, at) in file.pulled() {
            let standing = match image.digest {
                Some(_) => Standing::InPlace(at, "the base image is named by digest".into()),
                None => Standing::Absent(Some(at)),
            };
            let scope: Arc<str> = format!("{} {}", file.path, image.text).into();
            for link in facts.images.links_of(index) {
                let control = Control {
                    id: "container/image-digest-pinning",
                    target: scope.clone(),
                    scope: scope.clone(),
                    standing: standing.clone(),
                };
                g.step(Position::Code((link.workload, link.container.1 as u16)))
                    .from(Position::BaseImage)
                    .proof(at, "the base image")
                    .unless(control)
                    .detail(image.text.clone())
                    .add();
            }
        }
    }
}
