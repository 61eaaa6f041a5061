//! Images of services.

use ringfort_check::model::compose::Service;
use ringfort_check::model::image::ImageRef;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;

/// The image of a Compose service has the tag latest, or none.
pub struct ComposeImageNotPinned;

impl Check for ComposeImageNotPinned {
    const META: Meta = Meta::new(
        "container/compose-image-not-pinned",
        "Image of a Compose service has the tag latest, or none",
        "container/image-digest-pinning",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-5.28"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        // What is built here is not pulled; the name is only a name.
        if on.is_built() {
            return Verdict::NotApplicable;
        }
        let node = match on.at("image") {
            At::Absent(_) => return Verdict::NotApplicable,
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => node,
        };
        match node.as_str().and_then(ImageRef::parse) {
            None => Verdict::unknown(node.span, "the image reference cannot be read"),
            Some(image) if image.floats_latest() => {
                let what = format!("runs `{}`, which is whatever is newest today", image.text);
                Verdict::fail(compose::failure(on, node.span, &what))
            }
            Some(_) => Verdict::pass(node.span, "the image names a version"),
        }
    }
}
