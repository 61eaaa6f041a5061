//! Shells and package managers in the final image.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::base::{self, Root, Size};

/// The base image is small, but has a shell and a package manager.
pub struct BaseWithShell;

impl Check for BaseWithShell {
    const META: Meta = Meta::new(
        "container/base-with-shell",
        "Image ships a shell and a package manager",
        "container/minimal-base-image",
        Severity::Medium,
    )
    .frameworks(&["SP800-190-4.1.2", "MITRE-T1059.013", "MITRE-T1105"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        match base::root(on) {
            Some(Root::Scratch(at)) => Verdict::pass(at, "the image begins with nothing"),
            Some(Root::Image(image, at)) => match base::size(image) {
                Some(Size::Small) => {
                    let message = format!("`{}` brings a shell and a package manager", image.text);
                    Verdict::fail(Failure::new(at, message))
                }
                Some(Size::Minimal) => {
                    Verdict::pass(at, "the base image has neither shell nor package manager")
                }
                // Whole distributions are reported as such.
                _ => Verdict::NotApplicable,
            },
            _ => Verdict::NotApplicable,
        }
    }
}
