//! Stages with more than one HEALTHCHECK.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A stage has more than one `HEALTHCHECK`, of which the last counts.
pub struct RepeatedHealthcheck;

impl Check for RepeatedHealthcheck {
    const META: Meta = Meta::new(
        "container/repeated-healthcheck",
        "Stage has more than one HEALTHCHECK",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["DS-0023", "DL3012"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let is = |i: &Instruction| matches!(i, Instruction::Healthcheck(_));
        dockerfile::last_counts(on, "HEALTHCHECK", is)
    }
}
