//! Stages with more than one ENTRYPOINT.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A stage has more than one `ENTRYPOINT`, of which the last counts.
pub struct RepeatedEntrypoint;

impl Check for RepeatedEntrypoint {
    const META: Meta = Meta::new(
        "container/repeated-entrypoint",
        "Stage has more than one ENTRYPOINT",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "6938958b-3f1a-451c-909b-baeee14bdc97",
        "DS-0007",
        "DL4004",
        "multiple-entrypoint-instructions",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let is = |i: &Instruction| matches!(i, Instruction::Entrypoint(_));
        dockerfile::last_counts(on, "ENTRYPOINT", is)
    }
}
