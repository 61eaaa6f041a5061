//! Digests of base images.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A base image is not pinned by digest.
pub struct BaseNotPinned;

impl Check for BaseNotPinned {
    const META: Meta = Meta::new(
        "container/base-not-pinned",
        "Base image is not pinned by digest",
        "container/image-digest-pinning",
        Severity::Low,
    )
    .frameworks(&["Scorecard-PinnedDependencies", "OWASP-Docker-D08"])
    .aliases(&["dockerfile-source-not-pinned", "S7023"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (image, at) in on.pulled() {
            verdict = verdict.and(match (&image.digest, &image.malformed_digest) {
                (Some(_), _) => Verdict::pass(at, "the image is pinned by digest"),
                (None, Some(text)) => Verdict::fail(dockerfile::failure(
                    at,
                    format!("`{text}` is no digest (sha256 and 64 hex digits)"),
                )),
                (None, None) => Verdict::fail(dockerfile::failure(
                    at,
                    format!("`{}` is not pinned by digest", image.text),
                )),
            });
        }
        verdict
    }
}
