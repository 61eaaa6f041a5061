//! Two tools for one task.

use ringfort_check::model::image::{Command, Dockerfile, Stage};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;

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
            // What a stage is built on is in its image, but a pair of the base alone is reported there.
            let own: Vec<&Command> = stage.run_commands().map(|(_, c)| c).collect();
            let below: Vec<&Command> =
                on.lineage(stage).skip(1).flat_map(Stage::run_commands).map(|(_, c)| c).collect();
            let is = |c: &&&Command, name: &str| words(c).first() == Some(&name);
            let of = |name: &str| {
                let here = own.iter().find(|c| is(c, name));
                let other = own.iter().any(|c| is(&c, "wget") || is(&c, "curl"));
                here.or_else(|| below.iter().find(|c| other && is(c, name))).copied()
            };
            verdict = verdict.and(match (of("wget"), of("curl")) {
                (Some(wget), Some(curl)) => {
                    let failure =
                        dockerfile::failure(wget.span, "wget and curl do the same here".to_owned());
                    Verdict::fail(failure.related(curl.span, "the other one"))
                }
                (Some(one), None) | (None, Some(one)) => {
                    Verdict::pass(one.span, "one tool downloads")
                }
                (None, None) => Verdict::NotApplicable,
            });
        }
        verdict
    }
}
