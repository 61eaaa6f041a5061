//! Pull policies of images whose tag may move.

use ringfort_check::model::Value;
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{image, pod};

/// An image with a tag that may move is not pulled anew.
pub struct StalePull;

impl Check for StalePull {
    const META: Meta = Meta::new(
        "container/stale-pull",
        "Image with a movable tag is not pulled anew",
        "container/image-digest-pinning",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-5.28"])
    .aliases(&[
        "aa737abf-6b1d-4aba-95aa-5c160bd7f96e",
        "caa3479d-885d-4882-9aac-95e5e78ef5c2",
        "CKV_K8S_15",
        "pullPolicyNotAlways",
        "Container_Image_Pull_Policy",
    ]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let image = match image::of(on) {
            Ok(image) => image,
            Err(verdict) => return verdict,
        };
        if image.digest.is_some() {
            return Verdict::pass(on.image.span(), "a digest needs no second pull");
        }
        let policy = &on.pull_policy;
        match policy {
            Value::Default(_, at) if image.floats_latest() => {
                Verdict::default(*at, "images with the tag latest are always pulled")
            }
            _ => Verdict::on(
                policy,
                |p| p == "Always",
                "the image is always pulled",
                || {
                    let what =
                        format!("may run an old or another tenant's copy of `{}`", image.text);
                    let at = if policy.is_set() { policy.span() } else { on.image.span() };
                    let failure = pod::failure(on, at, &what);
                    pod::replacing(failure, policy, "Always")
                },
            ),
        }
    }
}
