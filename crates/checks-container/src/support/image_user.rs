//! The user of an image, where something else overrides it.

use ringfort_check::facts::images::Link;
use ringfort_check::model::image::Dockerfile;
use ringfort_check::model::kube::Container;
use ringfort_check::{Scene, Span, Verdict};

use super::dockerfile;

/// Passes if all containers that run the image override its user.
pub(crate) fn overridden(on: &Dockerfile, scene: &Scene<'_>) -> Option<Verdict> {
    let facts = scene.facts;
    let links: Vec<&Link> = facts.images.links_of(dockerfile::index_of(scene, on)?).collect();
    let container = |link: &&Link| -> Option<&Container> {
        facts.model.kube.workload(link.workload)?.containers.get(link.container.1)
    };
    let overrides = |link: &&Link| -> Option<Span> {
        let user = &container(link)?.run_as_user;
        user.known()?.filter(|uid| *uid != 0).map(|_| user.span())
    };
    let first = overrides(links.first()?)?;
    links.iter().all(|l| overrides(l).is_some()).then(|| {
        Verdict::pass(
            first,
            "the image runs as root, but every container that uses it names another user",
        )
    })
}
