//! Image names without a registry.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{image, pod};

/// An image names no registry, so Docker Hub, or what the node puts in its place, decides.
pub struct ImplicitRegistry;

impl Check for ImplicitRegistry {
    const META: Meta = Meta::new(
        "container/implicit-registry",
        "Image names no registry",
        "container/image-provenance",
        Severity::Info,
    )
    .frameworks(&["SP800-190-4.1.5"])
    .aliases(&["C-0078", "restrict-image-registries"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let image = match image::of(on) {
            Ok(image) => image,
            Err(verdict) => return verdict,
        };
        let at = on.image.span();
        if image.text.starts_with(&image.registry) {
            return Verdict::pass(at, "the image names its registry");
        }
        // Docker Hub on the list of allowed registries is a decision.
        let hub = |r: &String| r.starts_with("docker.io");
        if scene.declared.image_registries.iter().any(hub) {
            return Verdict::pass(at, "Docker Hub is an allowed registry");
        }
        let what = format!(
            "runs `{}` without naming a registry: Docker Hub, or what the node puts in its place",
            image.text
        );
        Verdict::fail(pod::failure(on, at, &what))
    }
}
