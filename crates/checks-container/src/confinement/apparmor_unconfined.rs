//! AppArmor switched off.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;
use crate::support::profile::{self, Profile};

/// The AppArmor profile is `Unconfined`, or of a kind that does not exist.
pub struct ApparmorUnconfined;

impl Check for ApparmorUnconfined {
    const META: Meta = Meta::new(
        "container/apparmor-unconfined",
        "Container switches AppArmor off",
        "container/seccomp-profile",
        Severity::High,
    )
    .frameworks(&["PSS-baseline", "CIS-Docker-5.2"])
    .aliases(&[
        "KSV-0002",
        "AppArmorBadValue",
        "AppArmorDisabled",
        "apparmor",
        "AC_K8S_0073",
        "baseline:apparmorprofile",
        "restrict-apparmor-profiles",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let good = |_: &String| {
            !matches!(profile::read(&on.apparmor), Some(Profile::Unconfined | Profile::Other))
        };
        let note = "AppArmor is not switched off, so the runtime's profile holds where the node has AppArmor";
        Verdict::on(&on.apparmor, good, note, || {
            let failure = pod::failure(on, on.apparmor.span(), "runs without an AppArmor profile");
            match on.apparmor.known().map(String::as_str) {
                Some("Unconfined") => pod::replacing(failure, &on.apparmor, "RuntimeDefault"),
                _ => failure,
            }
        })
    }
}
