//! The interactive command of apt.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;

/// A `RUN` calls `apt` in place of `apt-get`.
pub struct AptInScript;

impl Check for AptInScript {
    const META: Meta = Meta::new(
        "container/apt-in-script",
        "Build calls the interactive apt",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&[
        "b84a0b47-2e99-4c9f-8933-98bcabe2b94d",
        "CKV_DOCKER_9",
        "DL3027",
        "prefer-apt-get",
        "AC_DOCKER_0002",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, apt, "apt is called by its stable commands")
    }
}

fn apt(command: &Command) -> Option<String> {
    let words = words(command);
    let verb = words.get(1)?;
    let said = || format!("`apt {verb}` is made for people, `apt-get` for scripts");
    (words.first() == Some(&"apt")).then(said)
}
