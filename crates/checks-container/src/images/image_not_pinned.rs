//! Digests of deployed images.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{image, pod};

/// An image is not pinned by digest.
pub struct ImageNotPinned;

impl Check for ImageNotPinned {
    const META: Meta = Meta::new(
        "container/image-not-pinned",
        "Image is not pinned by digest",
        "container/image-digest-pinning",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["K8s-SecChecklist-images", "OWASP-K8s-2022-K02", "Scorecard-PinnedDependencies"])
    .aliases(&[
        "228c4c19-feeb-4c18-848c-800ac70fdfb7",
        "7c81d34c-8e5a-402b-9798-9f442630e678",
        "CKV_K8S_43",
        "C-0306",
        "require-image-checksum",
        "imagedigests",
        "AC_K8S_0069",
    ]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let image = match image::of(on) {
            Ok(image) => image,
            Err(verdict) => return verdict,
        };
        let at = on.image.span();
        match (&image.digest, &image.malformed_digest) {
            (Some(_), _) => Verdict::pass(at, "the image is pinned by digest"),
            (None, Some(text)) => {
                let what = format!("names `{text}`, which is no digest (sha256 and 64 hex digits)");
                Verdict::fail(pod::failure(on, at, &what))
            }
            (None, None) => {
                let what = format!("runs `{}`, which is not pinned by digest", image.text);
                Verdict::fail(pod::failure(on, at, &what))
            }
        }
    }
}
