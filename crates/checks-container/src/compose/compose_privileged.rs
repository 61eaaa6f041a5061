//! Privileged services.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Edit, Meta, Safety, Scene, Severity, Verdict};

use crate::support::compose;

/// A Compose service runs privileged.
pub struct ComposePrivileged;

impl Check for ComposePrivileged {
    const META: Meta = Meta::new(
        "container/compose-privileged",
        "Compose service runs privileged",
        "container/no-privileged-mode",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-Docker-5.5", "MITRE-T1611"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let value = compose::flag(on, "privileged");
        Verdict::on(
            &value,
            |p| !p,
            "privileged is not set",
            || {
                let edit = Edit { at: value.span(), text: "false".to_owned() };
                compose::failure(on, value.span(), "runs privileged: its root is root on the host")
                    .fix("write `false`", vec![edit], Safety::Unsafe)
            },
        )
    }
}
