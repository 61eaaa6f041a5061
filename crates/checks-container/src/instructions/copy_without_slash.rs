//! Destinations of several files.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A `COPY` of several files goes to a path without a trailing slash.
pub struct CopyWithoutSlash;

impl Check for CopyWithoutSlash {
    const META: Meta = Meta::new(
        "container/copy-without-slash",
        "COPY of several files to a path without a slash",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["6db6e0c2-32a3-4a2e-93b5-72c35f4119db", "DS-0011", "DL3021"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (_, step) in dockerfile::steps(on) {
            let (Instruction::Copy(transfer) | Instruction::Add(transfer)) = &step.instruction
            else {
                continue;
            };
            if transfer.sources.len() < 2 {
                continue;
            }
            verdict = verdict.and(Verdict::on(
                &transfer.dest,
                |dest| dest.ends_with(['/', '\\']) || matches!(dest.as_str(), "." | ".."),
                "the destination is a folder",
                || {
                    let shown = transfer.dest.known().map_or("", String::as_str);
                    let message =
                        format!("several files are copied to `{shown}`, which has no slash");
                    dockerfile::failure(transfer.dest.span(), message)
                },
            ));
        }
        verdict
    }
}
