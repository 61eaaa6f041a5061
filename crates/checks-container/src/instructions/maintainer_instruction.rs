//! The instruction that LABEL replaced.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `MAINTAINER` names the author.
pub struct MaintainerInstruction;

impl Check for MaintainerInstruction {
    const META: Meta = Meta::new(
        "container/maintainer-instruction",
        "MAINTAINER is deprecated",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "99614418-f82b-4852-a9ae-5051402b741c",
        "CKV_DOCKER_6",
        "DS-0022",
        "DL4000",
        "maintainer-is-deprecated",
        "S6586",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let found = dockerfile::steps(on).filter_map(|(_, step)| match &step.instruction {
            Instruction::Maintainer(_) => Some(dockerfile::failure(
                step.span,
                "MAINTAINER is deprecated: LABEL says who to turn to".to_owned(),
            )),
            _ => None,
        });
        Verdict::of(found.collect(), dockerfile::head(on), "no deprecated instruction is used")
    }
}
