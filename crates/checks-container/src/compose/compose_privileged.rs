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
        let runs = judge(on, "privileged", "runs privileged: its root is root on the host");
        // Build specification: `privileged` builds with elevated privileges.
        runs.and(judge(on, "build.privileged", "is built with the privileges of the host"))
    }
}

fn judge(on: &Service, path: &'static str, what: &str) -> Verdict {
    let value = compose::flag(on, path);
    let note = "privileged is not set";
    Verdict::on(
        &value,
        |p| !p,
        note,
        || {
            let edit = Edit { at: value.span(), text: "false".to_owned() };
            let failure = compose::failure(on, value.span(), what).key(path);
            failure.fix("write `false`", vec![edit], Safety::Unsafe)
        },
    )
}
