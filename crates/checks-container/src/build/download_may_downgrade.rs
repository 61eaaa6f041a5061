//! Redirects to http.

use ringfort_check::model::image::{Command, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{dockerfile, downloads};

/// A download over https follows redirects wherever they lead, http included.
pub struct DownloadMayDowngrade;

impl Check for DownloadMayDowngrade {
    const META: Meta = Meta::new(
        "container/download-may-downgrade",
        "Download follows redirects to http",
        "container/dockerfile-hygiene",
        Severity::Info,
    )
    .frameworks(&["CIS-Docker-4.11"])
    .aliases(&["S6506"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_command(on, follows, "downloads stay encrypted, redirects included")
    }
}

fn follows(command: &Command) -> Option<String> {
    let download = downloads::of(command)?;
    let encrypted = download.addresses.iter().find(|a| a.starts_with("https://"))?;
    let open = download.follows() && !download.stays_encrypted();
    open.then(|| format!("`{}` follows redirects of `{encrypted}`, to http too", download.program))
}
