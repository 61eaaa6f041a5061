//! Registries that images may come from.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{image, pod};

/// An image comes from a registry that is not on the list of allowed ones.
pub struct UntrustedRegistry;

impl Check for UntrustedRegistry {
    const META: Meta = Meta::new(
        "container/untrusted-registry",
        "Image comes from a registry that is not allowed",
        "container/image-provenance",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.1.4", "CIS-GKE-5.1.4", "SP800-190-4.1.5", "OWASP-K8s-2022-K02"])
    .aliases(&[
        "KSV-0034",
        "KSV-0125",
        "C-0078",
        "advanced-restrict-image-registries",
        "restrict-image-registries",
        "allowedrepos",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let image = match image::of(on) {
            Ok(image) => image,
            Err(verdict) => return verdict,
        };
        let allowed = &scene.declared.image_registries;
        let at = on.image.span();
        if allowed.is_empty() {
            let cause =
                "no list of allowed registries is declared (image-registries in ringfort.toml)";
            return Verdict::unknown(at, cause);
        }
        if allowed.iter().any(|prefix| image::is_from(&image, prefix)) {
            return Verdict::pass(at, "the image comes from an allowed registry");
        }
        let what = format!(
            "runs an image of `{}`, which is on no list of allowed registries",
            image.name()
        );
        Verdict::fail(pod::failure(on, at, &what))
    }
}
