//! sudo.

use ringfort_check::model::image::{Command, Dockerfile, Instruction};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{dockerfile, invoked, packages};

/// sudo is used or installed.
pub struct SudoInBuild;

impl Check for SudoInBuild {
    const META: Meta = Meta::new(
        "container/sudo-in-build",
        "sudo is used or installed",
        "container/dockerfile-hygiene",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-4.8"])
    .aliases(&[
        "8ada6e80-0ade-439e-b176-0b28f6bce35a",
        "CKV2_DOCKER_1",
        "DS-0010",
        "DL3004",
        "no-sudo-in-dockerfile",
        "AC_DOCKER_0007",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let start = dockerfile::steps(on).filter_map(|(_, step)| match &step.instruction {
            Instruction::Cmd(run) | Instruction::Entrypoint(run) => Some(run),
            _ => None,
        });
        let started = start.flat_map(|run| &run.commands).filter_map(|command| {
            let message = "the image starts its program through sudo";
            let starts = invoked::goes_through(command, "sudo");
            starts.then(|| Verdict::fail(dockerfile::failure(command.span, message.to_owned())))
        });
        let built = dockerfile::each_command(on, sudo, "sudo is neither used nor installed");
        started.fold(built, Verdict::and)
    }
}

fn sudo(command: &Command) -> Option<String> {
    if invoked::goes_through(command, "sudo") {
        return Some("a build step runs through sudo".to_owned());
    }
    let call = packages::call(command).filter(packages::Call::installs)?;
    let named = call.operands.iter().any(|p| p.split(['=', '~']).next() == Some("sudo"));
    named.then(|| "sudo is installed into the image".to_owned())
}
