//! The tag `latest`.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{image, pod};

/// An image has the tag `latest`, or none.
pub struct ImageLatest;

impl Check for ImageLatest {
    const META: Meta = Meta::new(
        "container/image-latest",
        "Image has the tag latest, or none",
        "container/image-digest-pinning",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["K8s-SecChecklist-images", "CIS-Docker-5.28", "OWASP-K8s-2022-K02"])
    .aliases(&[
        "583053b7-e632-46f0-b989-f81ff8045385",
        "e76cca7c-c3f9-4fc9-884c-b2831168ebd8",
        "CKV_K8S_14",
        "KSV-0013",
        "latest-tag",
        "tagNotSpecified",
        "Container_Image_Tag",
        "ImageTagMissing",
        "disallow-latest-tag",
        "disallowedtags",
        "AC_K8S_0068",
    ]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let image = match image::of(on) {
            Ok(image) => image,
            Err(verdict) => return verdict,
        };
        // What stands after `@` but is no digest is reported as not pinned.
        if image.malformed_digest.is_some() {
            return Verdict::NotApplicable;
        }
        let at = on.image.span();
        match (image.floats_latest(), &image.tag) {
            (false, _) => Verdict::pass(at, "the image names a version"),
            (true, Some(tag)) => Verdict::fail(pod::failure(
                on,
                at,
                &format!("runs `{}:{tag}`, whatever that is today", image.name()),
            )),
            (true, None) => Verdict::fail(pod::failure(
                on,
                at,
                &format!("runs `{}` without a version, which means latest", image.text),
            )),
        }
    }
}
