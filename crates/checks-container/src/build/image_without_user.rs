//! Images that name no user.

use ringfort_check::model::image::{Dockerfile, EffectiveUser};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{base, image_user};

/// The final stage has no `USER`, and its base runs as root.
pub struct ImageWithoutUser;

impl Check for ImageWithoutUser {
    const META: Meta = Meta::new(
        "container/image-without-user",
        "Image has no USER and runs as root",
        "container/non-root-execution",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.1", "OWASP-Docker-D01", "SP800-190-4.4.3"])
    .aliases(&[
        "fd54f200-402c-4333-a5a4-36ef6709af2f",
        "CKV_DOCKER_3",
        "missing-user",
        "missing-user-entrypoint",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let Some(stage) = on.final_stage() else { return Verdict::NotApplicable };
        let (at, why) = match on.effective_user(stage) {
            EffectiveUser::Set(..) => return Verdict::NotApplicable,
            EffectiveUser::Unknown(at, cause) => return Verdict::unknown(at, cause.to_owned()),
            EffectiveUser::Scratch(at) => {
                (at, "the image has no USER and an empty base, so it runs as root".to_owned())
            }
            EffectiveUser::Base(image, at) => match base::is_non_root(image) {
                None => {
                    let cause = format!("the user of the base image `{}` is not known", image.text);
                    return Verdict::unknown(at, cause);
                }
                Some(true) => return Verdict::default(at, "the base image runs as a plain user"),
                Some(false) => (
                    at,
                    format!("the image has no USER, and its base `{}` runs as root", image.text),
                ),
            },
        };
        image_user::overridden(on, scene).unwrap_or_else(|| Verdict::fail(Failure::new(at, why)))
    }
}
