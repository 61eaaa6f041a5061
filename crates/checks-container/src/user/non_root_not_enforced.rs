//! A UID without `runAsNonRoot`.

use ringfort_check::model::Value;
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// The container names a UID other than 0 but does not set `runAsNonRoot`.
pub struct NonRootNotEnforced;

impl Check for NonRootNotEnforced {
    const META: Meta = Meta::new(
        "container/non-root-not-enforced",
        "A UID is named, but runAsNonRoot is not set",
        "container/non-root-execution",
        Severity::Low,
    )
    .frameworks(&["PSS-restricted"]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        if !matches!(on.run_as_user, Value::Set(Some(uid), _) if uid != 0) {
            return Verdict::NotApplicable;
        }
        Verdict::on(
            &on.run_as_non_root,
            |v| *v,
            "runAsNonRoot is true",
            || {
                let what = "names a UID but not runAsNonRoot, which the restricted level asks for";
                pod::failure(on, on.run_as_user.span(), what)
            },
        )
    }
}
