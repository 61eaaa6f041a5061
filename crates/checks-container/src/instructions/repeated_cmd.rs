//! Stages with more than one CMD.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A stage has more than one `CMD`, of which the last counts.
pub struct RepeatedCmd;

impl Check for RepeatedCmd {
    const META: Meta = Meta::new(
        "container/repeated-cmd",
        "Stage has more than one CMD",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "41c195f4-fc31-4a5c-8a1b-90605538d49f",
        "DS-0016",
        "DL4003",
        "multiple-cmd-instructions",
        "AC_DOCKER_0053",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let is = |i: &Instruction| matches!(i, Instruction::Cmd(_));
        dockerfile::last_counts(on, "CMD", is)
    }
}
