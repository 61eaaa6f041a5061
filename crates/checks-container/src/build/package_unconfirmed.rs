//! Questions that nobody answers.

use ringfort_check::model::image::{Command, Dockerfile, Join};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Call, Manager};

/// A package manager would ask before it changes packages.
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
        let apt_never_asks =
            packages::apt_is_set(on, "APT::Get::Assume-Yes", &["true", "1", "yes"]);
        let unconfirmed = |command: &Command| {
            let call = asks(command)?;
            (call.manager != Manager::Apt || !apt_never_asks)
                .then(|| format!("`{} {}` asks before it goes on", call.program, call.verb))
        };
        dockerfile::each_command(on, unconfirmed, "installations do not ask")
    }
}

/// The call, if it would ask: nothing answers for it, neither an option nor a pipe (`yes |`).
fn asks(command: &Command) -> Option<Call<'_>> {
    let call = packages::call(command).filter(Call::changes)?;
    let yes: &[&str] = match call.manager {
        // microdnf assumes yes (its man page on `-y`).
        Manager::Apk => return None,
        Manager::Yum if call.program == "microdnf" => return None,
        Manager::Apt => &["-y", "--yes", "--assume-yes", "--force-yes"],
        Manager::Yum => &["-y", "--assumeyes"],
        Manager::Zypper => &["-n", "--non-interactive", "-y", "--no-confirm"],
        Manager::Pacman => &["--noconfirm"],
    };
    let answered = call.has(yes) || command.joined == Join::Pipe || is_quiet(&call);
    (!answered).then_some(call)
}

/// apt-get(8): a second `-q` implies `-y`; `Assume-Yes` may be given as a setting.
fn is_quiet(call: &Call<'_>) -> bool {
    let short = |o: &&&str| o.starts_with('-') && !o.starts_with("--") && !o.contains('=');
    let letters: usize = call.options.iter().filter(short).map(|o| o.matches('q').count()).sum();
    let long = call.options.iter().filter(|o| **o == "--quiet").count();
    let set = |o: &&str| {
        let o = o.to_ascii_lowercase();
        o.contains("assume-yes=true") || o.contains("assume-yes=1")
    };
    let quiet = letters + long >= 2 || call.options.contains(&"-q=2");
    call.manager == Manager::Apt && (quiet || call.options.iter().any(set))
}
