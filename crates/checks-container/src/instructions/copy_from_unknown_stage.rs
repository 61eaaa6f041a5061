//! Names after --from that no stage has.

use ringfort_check::model::image::{CopyFrom, Dockerfile};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `COPY --from` names neither an earlier stage nor an image with a version.
pub struct CopyFromUnknownStage;

impl Check for CopyFromUnknownStage {
    const META: Meta = Meta::new(
        "container/copy-from-unknown-stage",
        "COPY --from names no stage of this file",
        "container/dockerfile-hygiene",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["MITRE-T1195.002", "OWASP-Docker-D04"])
    .aliases(&["DL3022"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        // A stage that copies from itself has a check of its own.
        let copies = dockerfile::copies_from(on);
        for copy in copies.iter().filter(|c| !c.names_own_stage(on)) {
            let at = copy.flag.span;
            verdict = verdict.and(match &copy.transfer.from {
                CopyFrom::Stage(_) => Verdict::pass(at, "an earlier stage"),
                CopyFrom::Context | CopyFrom::Unknown(..) => {
                    Verdict::unknown(at, "where the files come from is not known")
                }
                CopyFrom::Image(image, _) if is_bare(&image.text) => {
                    let what = "no earlier stage has this name, so it is pulled as an image";
                    Verdict::fail(dockerfile::failure(
                        at,
                        format!("`--from={}`: {what}", image.text),
                    ))
                }
                CopyFrom::Image(..) => Verdict::pass(at, "an image by its full name"),
            });
        }
        verdict
    }
}

/// A single word: no registry, path, version or digest.
fn is_bare(text: &str) -> bool {
    !text.contains(['/', ':', '@'])
}
