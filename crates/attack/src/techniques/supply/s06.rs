//! S06: an image by tag is whatever the registry says it is.

use std::sync::Arc;

use ringfort_model::image::ImageRef;
use ringfort_vocab::Layer;

use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;
use crate::techniques::identity::support::{containers, workloads};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "S06",
    title: "Registry to container",
    layer: Layer::Container,
    attack: &["T1525"],
    sentence: "{detail} names its image by a tag, which may be moved: the attacker {gain}",
    page: include_str!("s06.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for (workload, object) in workloads(facts) {
        for id in containers(workload) {
            let Some(container) = workload.containers.get(usize::from(id.1)) else { continue };
            let Some(image) = container.image.known().and_then(|i| ImageRef::parse(i)) else {
                continue;
            };
            let own = facts
                .images
                .links
                .iter()
                .any(|l| l.workload == workload.id && l.container.1 == usize::from(id.1));
            if !own {
                continue;
            }
            let at = container.image.span();
            let standing = match image.digest {
                Some(_) => Standing::InPlace(at, "the image is named by digest".into()),
                None => Standing::Absent(Some(at)),
            };
            let scope = Arc::clone(&object.resource);
            let id_of = "container/image-digest-pinning";
            g.step(Position::Code(id))
                .from(Position::Push("the registry".into()))
                .proof(at, "the image")
                .unless(Control { id: id_of, target: scope.clone(), scope, standing })
                .unless(Control::missing("container/image-provenance"))
                .detail(object.resource.to_string())
                .add();
        }
    }
}
