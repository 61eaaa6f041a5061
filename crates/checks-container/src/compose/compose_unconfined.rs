//! Confinement of services.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;

/// A Compose service switches seccomp, `AppArmor` or `SELinux` off.
pub struct ComposeUnconfined;

impl Check for ComposeUnconfined {
    const META: Meta = Meta::new(
        "container/compose-unconfined",
        "Compose service switches its confinement off",
        "container/seccomp-profile",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-Docker-5.2", "CIS-Docker-5.3", "CIS-Docker-5.22"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        compose::each(on, "security_opt", "the runtime's confinement holds", |option| {
            let plain = option.replace('=', ":");
            let what = match plain.as_str() {
                "seccomp:unconfined" => "seccomp",
                "apparmor:unconfined" => "AppArmor",
                "label:disable" => "SELinux",
                "systempaths:unconfined" => "the masks over /proc and /sys",
                _ => return None,
            };
            Some(format!("switches {what} off"))
        })
    }
}
