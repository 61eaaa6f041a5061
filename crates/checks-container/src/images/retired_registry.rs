//! Registries that get no more updates.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{image, pod};

/// Retired registries by prefix, with their successor.
const RETIRED: &[(&str, &str)] = &[
    ("k8s.gcr.io/", "registry.k8s.io"),
    ("gcr.io/google_containers/", "registry.k8s.io"),
    ("gcr.io/google-containers/", "registry.k8s.io"),
    ("docker.io/bitnamilegacy/", "a maintained image"),
];

/// An image comes from a registry that is frozen.
pub struct RetiredRegistry;

impl Check for RetiredRegistry {
    const META: Meta = Meta::new(
        "container/retired-registry",
        "Image comes from a registry that gets no more updates",
        "container/image-provenance",
        Severity::Medium,
    )
    .frameworks(&["SP800-190-4.1.5", "OWASP-K8s-2022-K02"])
    .aliases(&["C-0253", "restrict-deprecated-registry"]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let image = match image::of(on) {
            Ok(image) => image,
            Err(verdict) => return verdict,
        };
        let name = image.name();
        match RETIRED.iter().find(|(prefix, _)| name.starts_with(prefix)) {
            None => Verdict::pass(on.image.span(), "the registry is in use"),
            Some((prefix, successor)) => {
                let registry = prefix.trim_end_matches('/');
                let what = format!("pulls from `{registry}`, which is frozen: take {successor}");
                Verdict::fail(pod::failure(on, on.image.span(), &what))
            }
        }
    }
}
