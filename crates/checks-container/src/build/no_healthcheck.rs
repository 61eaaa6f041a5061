//! Health checks.

use ringfort_check::model::image::{Dockerfile, Healthcheck, Instruction};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// The image has no `HEALTHCHECK` and does not run under Kubernetes.
pub struct NoHealthcheck;

impl Check for NoHealthcheck {
    const META: Meta = Meta::new(
        "container/no-healthcheck",
        "Image has no health check",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["CIS-Docker-4.6"])
    .aliases(&[
        "b03a748a-542d-44f4-bb86-9199ab4fd2d5",
        "CKV_DOCKER_2",
        "DS-0026",
        "DL3057",
        "AC_DOCKER_0047",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        // Kubernetes ignores the instruction and has probes of its own.
        if !scene.facts.model.kube.workloads.is_empty() {
            return Verdict::NotApplicable;
        }
        let stages = dockerfile::shipped(on);
        // The nearest stage counts, and in it the last instruction.
        let mut steps = stages.iter().flat_map(|s| s.steps.iter().rev());
        let last = steps.find_map(|step| match &step.instruction {
            Instruction::Healthcheck(check) => Some((step.span, check)),
            _ => None,
        });
        match last {
            Some((at, Healthcheck::Command(_))) => {
                Verdict::pass(at, "the image has a health check")
            }
            Some((at, Healthcheck::None)) => {
                Verdict::fail(Failure::new(at, "the image switches its HEALTHCHECK off"))
            }
            None => {
                Verdict::fail(Failure::new(dockerfile::head(on), "the image has no HEALTHCHECK"))
            }
        }
    }
}
