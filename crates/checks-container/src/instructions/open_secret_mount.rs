//! Modes of mounted secrets.

use ringfort_check::model::image::Dockerfile;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// A mounted secret can be read by every user of the build.
pub struct OpenSecretMount;

impl Check for OpenSecretMount {
    const META: Meta = Meta::new(
        "container/open-secret-mount",
        "Every user of the build can read a mounted secret",
        "container/no-secrets-in-image",
        Severity::Low,
    )
    .frameworks(&["OWASP-Docker-D04"])
    .aliases(&["S6469"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        dockerfile::each_run_flag(on, "no secret is mounted for everyone", |flag| {
            let pair = |key: &str| {
                let pairs = flag.value.split(',').filter_map(|p| p.split_once('='));
                pairs.into_iter().find(|(k, _)| *k == key).map(|(_, v)| v)
            };
            let kind =
                pair("type").filter(|k| flag.name == "mount" && matches!(*k, "secret" | "ssh"))?;
            let mode = pair("mode").and_then(|m| u32::from_str_radix(m, 8).ok())?;
            (mode & 0o007 != 0).then(|| format!("the {kind} mount has the mode {mode:04o}"))
        })
    }
}
