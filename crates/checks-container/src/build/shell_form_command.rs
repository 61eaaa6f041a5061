//! The form of CMD and ENTRYPOINT.

use ringfort_check::model::image::{Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// `CMD` or `ENTRYPOINT` runs through a shell.
pub struct ShellFormCommand;

impl Check for ShellFormCommand {
    const META: Meta = Meta::new(
        "container/shell-form-command",
        "Program is started through a shell",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["b86987e1-6397-4619-81d5-8807f2387c79", "DL3025", "prefer-json-notation"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let stages = dockerfile::shipped(on);
        let starts =
            stages.iter().flat_map(|s| &s.steps).filter_map(|step| match &step.instruction {
                Instruction::Cmd(run) | Instruction::Entrypoint(run) => Some((step, run)),
                _ => None,
            });
        starts.fold(Verdict::NotApplicable, |verdict, (step, run)| {
            verdict.and(if run.exec.is_some() {
                Verdict::pass(step.span, "the program is started directly")
            } else {
                let message = format!(
                    "`{}` is started through a shell",
                    run.text.text.lines().next().unwrap_or("")
                );
                Verdict::fail(dockerfile::failure(step.span, message))
            })
        })
    }
}
