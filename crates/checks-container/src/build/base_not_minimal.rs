//! The size of the final image.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::base::{self, Root, Size};

/// The final image is built on a whole distribution.
pub struct BaseNotMinimal;

impl Check for BaseNotMinimal {
    const META: Meta = Meta::new(
        "container/base-not-minimal",
        "Image is built on a whole distribution",
        "container/minimal-base-image",
        Severity::Low,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.3", "SP800-190-4.1.2", "OWASP-Docker-D04"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        match base::root(on) {
            None => Verdict::NotApplicable,
            Some(Root::Scratch(at)) => Verdict::pass(at, "the image begins with nothing"),
            Some(Root::Unknown(at, cause)) => Verdict::unknown(at, cause),
            Some(Root::Image(image, at)) => match base::size(image) {
                None => Verdict::unknown(
                    at,
                    format!("what is in `{}` does not show in its name", image.text),
                ),
                Some(Size::Full) => Verdict::fail(Failure::new(
                    at,
                    format!("`{}` is a whole distribution", image.text),
                )),
                Some(Size::Small | Size::Minimal) => {
                    Verdict::pass(at, "the base image is a small one")
                }
            },
        }
    }
}
