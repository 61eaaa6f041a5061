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
        dockerfile::each_command(on, takes_all, "only what is named is installed")
    }
}

fn takes_all(command: &Command) -> Option<String> {
    let call = packages::call(command).filter(|c| c.installs() && c.manager == Manager::Apt)?;
    let off = |o: &&str| {
        o.to_ascii_lowercase().contains("install-recommends=") || *o == "--no-install-recommends"
    };
    let Call { program, options, .. } = call;
    (!options.iter().any(off))
        .then(|| format!("`{program} install` takes recommended packages too"))
}
