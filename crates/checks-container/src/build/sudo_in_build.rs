//! sudo.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{dockerfile, packages};

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
        dockerfile::each_command(on, sudo, "sudo is neither used nor installed")
    }
}

fn sudo(command: &Command) -> Option<String> {
    if command.program() == "sudo" {
        return Some("a build step runs through sudo".to_owned());
    }
    let call = packages::call(command).filter(packages::Call::installs)?;
    let named = call.operands.iter().any(|p| p.split(['=', '~']).next() == Some("sudo"));
    named.then(|| "sudo is installed into the image".to_owned())
}
