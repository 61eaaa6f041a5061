//! Users by name.

use ringfort_check::model::image::{Dockerfile, EffectiveUser};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// The image's user is a name.
pub struct UserNotNumeric;

impl Check for UserNotNumeric {
    const META: Meta = Meta::new(
        "container/user-not-numeric",
        "Image names its user by name",
        "container/non-root-execution",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-4.1"])
    .aliases(&["DL3066"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let Some(stage) = on.final_stage() else { return Verdict::NotApplicable };
        let EffectiveUser::Set(user, at) = on.effective_user(stage) else {
            return Verdict::NotApplicable;
        };
        let numeric = |u: &String| u.bytes().all(|b| b.is_ascii_digit());
        Verdict::on(&user.user, numeric, "the user is a number", || {
            let name = user.user.known().map_or("", String::as_str);
            Failure::new(at, format!("`{name}` is a name, which runAsNonRoot cannot verify"))
        })
    }
}
