//! Packages that nobody asked for.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::packages::{self, Call, Manager};

/// `apt-get install` takes recommended packages too.
pub struct RecommendedPackages;

impl Check for RecommendedPackages {
    const META: Meta = Meta::new(
        "container/recommended-packages",
        "Installation takes recommended packages too",
        "container/minimal-base-image",
        Severity::Info,
    )
    .frameworks(&["SP800-190-4.1.2", "CIS-Docker-4.3"])
    .aliases(&[
        "7384dfb2-fcd1-4fbf-91cd-6c44c318c33c",
        "DS-0029",
        "DL3015",
        "missing-no-install-recommends",
        "AC_DOCKER_0014",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        if packages::apt_is_set(on, "APT::Install-Recommends", OFF) {
            return Verdict::pass(dockerfile::head(on), "apt is set not to take them");
        }
        dockerfile::each_command(on, takes_all, "only what is named is installed")
    }
}

/// Values that say no (apt.conf(5)).
const OFF: &[&str] = &["false", "0", "no", "off", "without", "disable"];

fn takes_all(command: &Command) -> Option<String> {
    let call = packages::call(command).filter(|c| c.installs() && c.manager == Manager::Apt)?;
    let off = |o: &&str| {
        let o = o.to_ascii_lowercase();
        let set = o.split_once("install-recommends=").map(|(_, value)| value.to_owned());
        o == "--no-install-recommends" || set.is_some_and(|v| OFF.contains(&v.as_str()))
    };
    let Call { program, options, .. } = call;
    (!options.iter().any(off))
        .then(|| format!("`{program} install` takes recommended packages too"))
}
