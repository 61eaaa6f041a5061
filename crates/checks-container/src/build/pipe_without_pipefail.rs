//! Pipes that hide failures.

use ringfort_check::model::image::{Dockerfile, Instruction, Join};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A `RUN` with a pipe does not set `pipefail`.
pub struct PipeWithoutPipefail;

impl Check for PipeWithoutPipefail {
    const META: Meta = Meta::new(
        "container/pipe-without-pipefail",
        "Failure before a pipe is not noticed",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["efbf148a-67e9-42d2-ac47-02fa1c0d0b22", "DL4006", "set-pipefail"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for stage in &on.stages {
            let mut shell_sets_it = false;
            for step in &stage.steps {
                match &step.instruction {
                    Instruction::Shell(words) => {
                        let sets = |w: &str| {
                            w.contains("pipefail")
                                || w.contains("powershell")
                                || w.contains("pwsh")
                                || w.contains("cmd")
                        };
                        shell_sets_it = words.iter().any(|w| sets(&w.text));
                    }
                    Instruction::Run(run) => {
                        let Some(pipe) = run.commands.iter().find(|c| c.joined == Join::Pipe)
                        else {
                            continue;
                        };
                        let sets =
                            run.commands.iter().any(|c| c.program() == "set" && c.has("pipefail"));
                        verdict = verdict.and(
                            if sets || shell_sets_it || run.text.text.contains("pipefail") {
                                Verdict::pass(step.span, "pipefail is set")
                            } else {
                                let message = format!(
                                    "a failure before `| {}` is not noticed",
                                    pipe.program()
                                );
                                Verdict::fail(dockerfile::failure(step.span, message))
                            },
                        );
                    }
                    _ => {}
                }
            }
        }
        verdict
    }
}
