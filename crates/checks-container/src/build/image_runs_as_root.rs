//! The user of an image.

use ringfort_check::model::image::{Dockerfile, EffectiveUser, is_root};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::image_user;

/// The last `USER` of the final stage is root.
pub struct ImageRunsAsRoot;

impl Check for ImageRunsAsRoot {
    const META: Meta = Meta::new(
        "container/image-runs-as-root",
        "Image runs as root",
        "container/non-root-execution",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.1", "OWASP-Docker-D01", "SP800-190-4.4.3"])
    .aliases(&[
        "67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae",
        "CKV_DOCKER_8",
        "DS-0002",
        "DL3002",
        "last-user-is-root",
        "S6471",
        "AC_DOCKER_0005",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let Some(stage) = on.final_stage() else { return Verdict::NotApplicable };
        let EffectiveUser::Set(user, at) = on.effective_user(stage) else {
            return Verdict::NotApplicable;
        };
        match user.user.known() {
            None => Verdict::unknown(at, "the user is not known"),
            Some(name) if is_root(name) => image_user::overridden(on, scene).unwrap_or_else(|| {
                Verdict::fail(Failure::new(at, format!("the image runs as `{name}`")))
            }),
            Some(_) => Verdict::pass(at, "the image runs as a plain user"),
        }
    }
}
