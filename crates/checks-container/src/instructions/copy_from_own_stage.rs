//! Stages that copy from themselves.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `COPY --from` names the stage it stands in.
pub struct CopyFromOwnStage;

impl Check for CopyFromOwnStage {
    const META: Meta = Meta::new(
        "container/copy-from-own-stage",
        "COPY --from names its own stage",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["cdddb86f-95f6-4fc4-b5a1-483d9afceb2b", "DS-0006", "DL3023"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let copies = dockerfile::copies_from(on);
        let failures = copies.iter().filter(|c| c.names_own_stage(on)).map(|c| {
            let message = format!("`--from={}` names the stage it stands in", c.flag.value);
            dockerfile::failure(c.flag.span, message)
        });
        match copies.first() {
            Some(first) => {
                Verdict::of(failures.collect(), first.flag.span, "copies from another stage")
            }
            None => Verdict::NotApplicable,
        }
    }
}
