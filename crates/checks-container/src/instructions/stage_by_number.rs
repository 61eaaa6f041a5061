//! Stages that are named by their number.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `COPY --from` names a stage by its position.
pub struct StageByNumber;

impl Check for StageByNumber {
    const META: Meta = Meta::new(
        "container/stage-by-number",
        "COPY --from counts stages",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["68a51e22-ae5a-4d48-8e87-b01a323605c9"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let copies = dockerfile::copies_from(on);
        let counts = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let failures = copies.iter().filter(|c| counts(&c.flag.value)).map(|c| {
            let message =
                format!("`--from={}` is another stage as soon as one is added", c.flag.value);
            dockerfile::failure(c.flag.span, message)
        });
        match copies.first() {
            Some(first) => Verdict::of(failures.collect(), first.flag.span, "stages are named"),
            None => Verdict::NotApplicable,
        }
    }
}
