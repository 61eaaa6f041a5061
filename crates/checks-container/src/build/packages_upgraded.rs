//! Upgrades of all installed packages.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Manager};

/// A `RUN` upgrades every installed package to whatever is newest.
pub struct PackagesUpgraded;

impl Check for PackagesUpgraded {
    const META: Meta = Meta::new(
        "container/packages-upgraded",
        "Build upgrades every installed package",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "avoid-yum-update",
        "AC_DOCKER_0029",
        "avoid-dnf-update",
        "AC_DOCKER_0003",
        "avoid-apk-upgrade",
        "AC_DOCKER_0039",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, upgrades, "no step upgrades every package")
    }
}

/// Without names an upgrade is about everything; with names it is a choice. `apk update` and `apt-get
/// update` only fetch lists.
fn upgrades(command: &Command) -> Option<String> {
    let call = packages::call(command).filter(|c| c.operands.is_empty())?;
    let everything = match call.manager {
        Manager::Yum => matches!(call.verb, "update" | "upgrade" | "up"),
        Manager::Apk | Manager::Pacman => call.verb == "upgrade",
        Manager::Apt => matches!(call.verb, "upgrade" | "safe-upgrade"),
        Manager::Zypper => matches!(call.verb, "update" | "up" | "patch"),
    };
    // Upgrades limited to security fixes are what the base image's publisher would do next.
    let limited =
        call.options.iter().any(|o| o.starts_with("--security") || o.starts_with("--advisory"));
    (everything && !limited).then(|| {
        format!("`{} {}` makes the image depend on the day of its build", call.program, call.verb)
    })
}
