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

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (_, step) in dockerfile::steps(on) {
            let (Instruction::Copy(transfer) | Instruction::Add(transfer)) = &step.instruction
            else {
                continue;
            };
            if transfer.sources.len() < 2 {
                continue;
            }
            let at = transfer.dest.span();
            let shown = match transfer.dest.known() {
                Some(dest) => dest.as_str(),
                None => scene.facts.sources.text(at),
            };
            verdict = verdict.and(match ends_as_folder(shown, transfer.dest.known().is_some()) {
                None => Verdict::unknown(at, "the destination is known only when the build runs"),
                Some(true) => Verdict::pass(at, "the destination is a folder"),
                Some(false) => Verdict::fail(dockerfile::failure(
                    at,
                    format!("several files are copied to `{shown}`, which has no slash"),
                )),
            });
        }
        verdict
    }
}

/// Is the destination written as a folder? Where variables are open, the last part alone may tell.
fn ends_as_folder(dest: &str, is_known: bool) -> Option<bool> {
    let dest = dest.trim_matches('"');
    let last = dest.rsplit(['/', '\\']).next().unwrap_or(dest);
    if last.is_empty() || matches!(last, "." | "..") && is_known {
        return Some(true);
    }
    (is_known || !last.contains(['$', '}'])).then_some(matches!(last, "." | ".."))
}
