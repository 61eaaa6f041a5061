//! Versions of base images.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A base image has the tag `latest`, or none.
pub struct BaseImageLatest;

impl Check for BaseImageLatest {
    const META: Meta = Meta::new(
        "container/base-image-latest",
        "Base image has the tag latest, or none",
        "container/image-digest-pinning",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.2", "CIS-Docker-5.28", "Scorecard-PinnedDependencies"])
    .aliases(&[
        "f45ea400-6bbe-4501-9fc7-1c3d75c32067",
        "CKV_DOCKER_7",
        "DS-0001",
        "DL3007",
        "avoid-latest-version",
        "S6596",
        "AC_DOCKER_0041",
        "9efb0b2d-89c9-41a3-91ca-dcc0aec911fd",
        "DL3006",
        "missing-image-version",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (image, at) in on.pulled().filter(|(i, _)| i.malformed_digest.is_none()) {
            verdict = verdict.and(if image.floats_latest() {
                let failure = dockerfile::failure(
                    at,
                    format!("`{}` is whatever is newest today", image.text),
                );
                Verdict::fail(failure)
            } else {
                Verdict::pass(at, "the image names a version")
            });
        }
        verdict
    }
}
