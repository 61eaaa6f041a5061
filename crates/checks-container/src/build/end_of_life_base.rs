//! Base images that get no more fixes.

use ringfort_check::model::image::{Dockerfile, ImageRef};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::dockerfile;

/// Repository and versions (by prefix, whole parts) whose support had ended by the end of 2025.
const ENDED: &[(&str, &[&str])] = &[
    ("centos", &["5", "6", "7", "8", "latest", "centos7", "stream8"]),
    ("debian", &["7", "8", "9", "10", "jessie", "stretch", "buster"]),
    (
        "ubuntu",
        &["12.04", "14.04", "16.04", "18.04", "20.04", "trusty", "xenial", "bionic", "focal"],
    ),
    (
        "alpine",
        &[
            "2", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11",
            "3.12", "3.13", "3.14", "3.15", "3.16", "3.17", "3.18", "3.19",
        ],
    ),
    ("python", &["2", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9"]),
    ("node", &["4", "6", "8", "10", "12", "14", "16", "18"]),
    ("ruby", &["1", "2", "3.0", "3.1"]),
    ("php", &["5", "7", "8.0"]),
    (
        "golang",
        &[
            "1.10", "1.11", "1.12", "1.13", "1.14", "1.15", "1.16", "1.17", "1.18", "1.19", "1.20",
            "1.21", "1.22", "1.23",
        ],
    ),
];

/// A base image's support has ended.
pub struct EndOfLifeBase;

impl Check for EndOfLifeBase {
    const META: Meta = Meta::new(
        "container/end-of-life-base",
        "Base image gets no more security fixes",
        "container/image-vulnerability-scanning",
        Severity::High,
    )
    .frameworks(&["CIS-Docker-4.4", "SP800-190-4.1.1", "MITRE-T1190"]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, _: &Scene<'_>) -> Verdict {
        let mut verdict = Verdict::NotApplicable;
        for (image, at) in on.pulled() {
            let Some(versions) = versions(image) else { continue };
            let tag = image.tag.as_deref().unwrap_or("latest");
            verdict = verdict.and(if versions.iter().any(|v| is_version(tag, v)) {
                Verdict::fail(dockerfile::failure(
                    at,
                    format!("support for `{}` has ended", image.text),
                ))
            } else {
                Verdict::pass(at, "the version is supported as far as is known")
            });
        }
        verdict
    }
}

fn versions(image: &ImageRef) -> Option<&'static [&'static str]> {
    let name = image.name();
    let short = name.strip_prefix("docker.io/library/")?;
    ENDED.iter().find(|(n, _)| *n == short).map(|(_, versions)| *versions)
}

/// `3.8` covers `3.8`, `3.8.2` and `3.8-slim`, but not `3.80`.
fn is_version(tag: &str, version: &str) -> bool {
    tag.strip_prefix(version).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']))
}
