//! Do workflows install exactly what is locked?

use super::install::{self, Takes};
use ringfort_check::model::pipeline::Workflow;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Do workflows install exactly what is locked? See the page beside this file.
pub struct CiInstallNotFrozen;

impl Check for CiInstallNotFrozen {
    const META: Meta = Meta::new(
        "code/ci-install-not-frozen",
        "CI installs other packages than the locked ones",
        "code/dependency-integrity",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["Scorecard-PinnedDependencies", "OWASP-Top10-2025-A03"]);

    type On = Workflow;

    fn run(on: &Workflow, scene: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for install in install::commands(on) {
            let Some(takes) = install.takes(scene) else { continue };
            verdict = verdict.and(match takes {
                Takes::Locked => Verdict::pass(install.span(), "takes what is locked"),
                Takes::Unknown(why) => Verdict::unknown(install.span(), why),
                Takes::Newest(cure) => {
                    let text = scene.facts.sources.text(install.span());
                    let said = format!(
                        "`{}` takes more than what is locked: {cure}",
                        text.lines().next().unwrap_or("")
                    );
                    Verdict::fail(
                        Failure::new(install.span(), said)
                            .key(format!("{}: {text}", install.job.id)),
                    )
                }
            });
        }
        verdict
    }
}
