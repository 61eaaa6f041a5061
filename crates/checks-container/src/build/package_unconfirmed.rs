//! Questions that nobody answers.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Call, Manager};

/// A package manager would ask before it installs.
pub struct PackageUnconfirmed;

impl Check for PackageUnconfirmed {
    const META: Meta = Meta::new(
        "container/package-unconfirmed",
        "Installation waits for an answer",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "77783205-c4ca-4f80-bb80-c777f267c547",
        "DS-0021",
        "DL3014",
        "missing-assume-yes-switch",
        "6e19193a-8753-436d-8a09-76dcff91bb03",
        "DL3030",
        "missing-yum-assume-yes-switch",
        "AC_DOCKER_0004",
        "7ebd323c-31b7-4e5b-b26f-de5e9e477af8",
        "DL3038",
        "missing-dnf-assume-yes-switch",
        "45e1fca5-f90e-465d-825f-c2cb63fa3944",
        "DL3034",
        "missing-zypper-no-confirm-switch",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, asks, "installations do not ask")
    }
}

fn asks(command: &Command) -> Option<String> {
    let call = packages::call(command).filter(Call::installs)?;
    let yes: &[&str] = match call.manager {
        Manager::Apk => return None,
        Manager::Apt => &["-y", "--yes", "--assume-yes", "-qq", "--force-yes"],
        Manager::Yum => &["-y", "--assumeyes"],
        Manager::Zypper => &["-n", "--non-interactive", "-y", "--no-confirm"],
        Manager::Pacman => &["--noconfirm"],
    };
    let quiet = call.manager == Manager::Apt
        && call.options.iter().any(|o| o.contains("=true") || *o == "-q=2");
    (!call.has(yes) && !quiet)
        .then(|| format!("`{} {}` asks before it installs", call.program, call.verb))
}
