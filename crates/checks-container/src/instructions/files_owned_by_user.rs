//! Owners of copied files.

use ringfort_check::model::image::{Dockerfile, Instruction, is_root};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `COPY --chown` gives files of the final image to a user other than root.
pub struct FilesOwnedByUser;

impl Check for FilesOwnedByUser {
    const META: Meta = Meta::new(
        "container/files-owned-by-user",
        "The running user may change the program",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["OWASP-Docker-D04", "MITRE-T1525"])
    .aliases(&["aa93e17f-b6db-4162-9334-c70334e7ac28", "AC_DOCKER_00024", "S6504"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for step in dockerfile::shipped(on).into_iter().flat_map(dockerfile::steps_of) {
            let (Instruction::Copy(transfer) | Instruction::Add(transfer)) = &step.instruction
            else {
                continue;
            };
            verdict = verdict.and(match transfer.flag("chown") {
                Some(flag) if flag.value.contains('$') => {
                    Verdict::unknown(flag.span, "the owner is known only when the build runs")
                }
                Some(flag) if !is_root(&flag.value) => Verdict::fail(dockerfile::failure(
                    flag.span,
                    format!("`{}` owns the files and may change them", flag.value),
                )),
                _ => Verdict::pass(step.span, "root owns the files"),
            });
        }
        verdict
    }
}
