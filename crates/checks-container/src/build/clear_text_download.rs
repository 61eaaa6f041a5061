//! Downloads in the clear.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{dockerfile, downloads};

/// A `RUN` downloads over http or ftp.
pub struct ClearTextDownload;

impl Check for ClearTextDownload {
    const META: Meta = Meta::new(
        "container/clear-text-download",
        "Build downloads in the clear",
        "container/dockerfile-hygiene",
        Severity::Medium,
    )
    .frameworks(&["CIS-Docker-4.11", "MITRE-T1195.002"])
    .aliases(&["S5332"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, clear, "nothing is downloaded in the clear")
    }
}

fn clear(command: &Command) -> Option<String> {
    let download = downloads::of(command)?;
    let address = download.clear()?;
    Some(format!("`{}` reads `{address}` without encryption", download.program))
}
