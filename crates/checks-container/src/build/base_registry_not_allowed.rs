//! Registries of base images.

use ringfort_check::model::image::{Base, Dockerfile, ImageRef};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{dockerfile, image};

/// An image that the build pulls comes from a registry that is not on the list of allowed ones.
pub struct BaseRegistryNotAllowed;

impl Check for BaseRegistryNotAllowed {
    const META: Meta = Meta::new(
        "container/base-registry-not-allowed",
        "Base image comes from a registry that is not allowed",
        "container/image-provenance",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-4.2", "SP800-190-4.1.5"])
    .aliases(&["DL3026"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let allowed = &scene.declared.image_registries;
        if allowed.is_empty() {
            let cause =
                "no list of allowed registries is declared (image-registries in ringfort.toml)";
            return Verdict::unknown(dockerfile::head(on), cause);
        }
        let judge = |image: &ImageRef, at| {
            if allowed.iter().any(|prefix| image::is_from(image, prefix)) {
                return Verdict::pass(at, "the image comes from an allowed registry");
            }
            let name = image.name();
            let message =
                format!("the build pulls `{name}`, which is on no list of allowed registries");
            Verdict::fail(dockerfile::failure(at, message))
        };
        let open = on.stages.iter().filter_map(|stage| match &stage.base {
            Base::Unknown(at, cause) => Some(Verdict::unknown(*at, cause.to_string())),
            _ => None,
        });
        let known = on.pulled().map(|(image, at)| judge(image, at));
        known.chain(open).fold(Verdict::NotApplicable, Verdict::and)
    }
}
