//! Commands for running systems.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Confidence, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;
use crate::support::invoked::words;

/// A `RUN` calls a command that has no effect on an image.
pub struct PointlessCommand;

impl Check for PointlessCommand {
    const META: Meta = Meta::new(
        "container/pointless-command",
        "Build calls a command for running systems",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["9b6b0f38-92a2-41f9-b881-3a1083d99f1b", "DL3001", "nonsensical-command"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, pointless, "every command changes the image")
    }
}

/// Programs that show or change what runs, or wait for a person. A build has neither.
const RUNNING: &[&str] = &[
    "free", "halt", "ifconfig", "kill", "killall", "mount", "nano", "poweroff", "ps", "reboot",
    "service", "shutdown", "ssh", "top", "vi", "vim",
];

fn pointless(command: &Command) -> Option<String> {
    let words = words(command);
    let program = words.first().filter(|p| RUNNING.contains(*p))?;
    Some(format!("`{program}` has no effect on the image"))
}
