//! Privilege escalation in services.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;

/// A Compose service lets programs gain privileges.
pub struct ComposeNewPrivileges;

impl Check for ComposeNewPrivileges {
    const META: Meta = Meta::new(
        "container/compose-new-privileges",
        "Compose service lets programs gain privileges",
        "container/no-privilege-escalation",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-5.26"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let note = "no-new-privileges is set";
        let what = "lets a setuid program gain privileges: `no-new-privileges` is not set";
        compose::holds(on, "security_opt", note, what, |option| {
            matches!(
                option,
                "no-new-privileges" | "no-new-privileges:true" | "no-new-privileges=true"
            )
        })
    }
}
