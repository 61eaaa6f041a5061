//! Two tools for one task.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A stage uses both `wget` and `curl`.
pub struct WgetAndCurl;

impl Check for WgetAndCurl {
    const META: Meta = Meta::new(
        "container/wget-and-curl",
        "Stage uses both wget and curl",
        "container/minimal-base-image",
        Severity::Info,
    )
    .frameworks(&["CIS-Docker-4.3"])
    .aliases(&[
        "fc775e75-fcfb-4c98-b2f2-910c5858b359",
        "DS-0014",
        "DL4001",
        "use-either-wget-or-curl",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for stage in &on.stages {
            let of = |name: &str| stage.run_commands().find(|(_, c)| c.program() == name);
            verdict = verdict.and(match (of("wget"), of("curl")) {
                (Some((_, wget)), Some((_, curl))) => {
                    let failure =
                        dockerfile::failure(wget.span, "wget and curl do the same here".to_owned());
                    Verdict::fail(failure.related(curl.span, "the other one"))
                }
                (Some((_, one)), None) | (None, Some((_, one))) => {
                    Verdict::pass(one.span, "one tool downloads")
                }
                (None, None) => Verdict::NotApplicable,
            });
        }
        verdict
    }
}
