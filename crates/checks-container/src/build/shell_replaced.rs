//! Shells that are replaced by hand.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A `RUN` puts another shell in the place of `/bin/sh`.
pub struct ShellReplaced;

impl Check for ShellReplaced {
    const META: Meta = Meta::new(
        "container/shell-replaced",
        "Build replaces the shell by a link",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "8a301064-c291-4b20-adcb-403fe7fd95fd",
        "DL4005",
        "use-shell-instruction",
        "AC_DOCKER_0020",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, replaces, "the shell is chosen with SHELL")
    }
}

fn replaces(command: &Command) -> Option<String> {
    let words = dockerfile::words(command);
    let moved = matches!(words.first().copied()?, "ln" | "mv" | "cp");
    let target = words.last().copied().filter(|w| matches!(*w, "/bin/sh" | "/usr/bin/sh"))?;
    moved.then(|| format!("another shell takes the place of `{target}`"))
}
