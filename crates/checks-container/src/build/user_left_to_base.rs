//! Users that a base image decides.

use ringfort_check::model::image::{Dockerfile, EffectiveUser};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{base, image_user};

/// The final stage has no `USER`, and what its base starts as is in none of the files.
pub struct UserLeftToBase;

impl Check for UserLeftToBase {
    const META: Meta = Meta::new(
        "container/user-left-to-base",
        "Image leaves its user to a base that is not known",
        "container/non-root-execution",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CIS-Docker-4.1", "OWASP-Docker-D01"])
    .aliases(&[
        "fd54f200-402c-4333-a5a4-36ef6709af2f",
        "CKV_DOCKER_3",
        "missing-user",
        "missing-user-entrypoint",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let Some(stage) = on.final_stage() else { return Verdict::NotApplicable };
        let (at, base) = match on.effective_user(stage) {
            EffectiveUser::Set(_, at) => return Verdict::pass(at, "the image names its user"),
            EffectiveUser::Base(image, at) if base::is_non_root(image).is_none() => {
                (at, format!("`{}`", image.text))
            }
            // A part of a Dockerfile, to be put behind a `FROM`, leaves nothing open.
            EffectiveUser::Unknown(..) if !begins_with_from(on, scene) => {
                return Verdict::NotApplicable;
            }
            EffectiveUser::Unknown(at, _) => (at, "its base".to_owned()),
            EffectiveUser::Base(..) | EffectiveUser::Scratch(_) => return Verdict::NotApplicable,
        };
        image_user::overridden(on, scene).unwrap_or_else(|| {
            let message = format!("the image has no USER, so it runs as whatever {base} sets");
            Verdict::fail(Failure::new(at, message))
        })
    }
}

fn begins_with_from(on: &Dockerfile, scene: &Scene<'_>) -> bool {
    let line = on.final_stage().map_or("", |stage| scene.facts.sources.text(stage.from));
    line.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("from"))
}
