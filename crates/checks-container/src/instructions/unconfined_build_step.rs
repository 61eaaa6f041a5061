//! Build steps outside the sandbox.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `RUN --security=insecure` runs without confinement.
pub struct UnconfinedBuildStep;

impl Check for UnconfinedBuildStep {
    const META: Meta = Meta::new(
        "container/unconfined-build-step",
        "Build step runs without confinement",
        "container/dockerfile-hygiene",
        Severity::High,
    )
    .frameworks(&["SLSA-Build-L3", "OWASP-Docker-D04"])
    .aliases(&["S6502"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_run_flag(on, "steps run in the builder's sandbox", |flag| {
            let off = flag.name == "security" && flag.value == "insecure";
            off.then(|| "the step runs with all capabilities and without seccomp".to_owned())
        })
    }
}
