//! AppArmor by declaration.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// No AppArmor profile is written.
pub struct ApparmorNotSet;

impl Check for ApparmorNotSet {
    const META: Meta = Meta::new(
        "container/apparmor-not-set",
        "Container leaves its AppArmor profile to the node",
        "container/seccomp-profile",
        Severity::Info,
    )
    .frameworks(&["CIS-Docker-5.2", "NSA-PodSecurity"])
    .aliases(&[
        "8b36775e-183d-4d46-b0f7-96a6f34a723f",
        "bd6bd46c-57db-4887-956d-d372f21291b6",
        "AppArmorAnnotationMissing",
        "ApparmorAny",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        Verdict::on(
            &on.apparmor,
            |v| !v.is_empty(),
            "an AppArmor profile is written",
            || pod::failure(on, on.apparmor.span(), "names no AppArmor profile"),
        )
    }
}
