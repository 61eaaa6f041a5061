//! Upgrades of the whole system.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Call, Manager};

/// A `RUN` upgrades the distribution.
pub struct SystemUpgrade;

impl Check for SystemUpgrade {
    const META: Meta = Meta::new(
        "container/system-upgrade",
        "Build upgrades the whole distribution",
        "container/dockerfile-hygiene",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["DS-0024", "AC_DOCKER_0052", "avoid-apt-get-upgrade", "DL3035"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, upgrades, "the distribution is that of the base image")
    }
}

fn upgrades(command: &Command) -> Option<String> {
    let call = packages::call(command)?;
    let verbs: &[&str] = match call.manager {
        Manager::Apt => &["dist-upgrade", "full-upgrade"],
        Manager::Yum => &["distro-sync", "distribution-synchronization", "system-upgrade"],
        Manager::Zypper => &["dist-upgrade", "dup"],
        Manager::Apk | Manager::Pacman => return None,
    };
    let Call { program, verb, .. } = call;
    verbs.contains(&verb).then(|| format!("`{program} {verb}` replaces what the base image brings"))
}
