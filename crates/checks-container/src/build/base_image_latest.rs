//! Versions of base images.

use ringfort_check::model::image::{Base, Dockerfile};
use ringfort_check::{Check, Meta, Scene, Severity, Span, Verdict};

use crate::support::dockerfile;

/// A base image has the tag `latest`, or none.
pub struct BaseImageLatest;

impl Check for BaseImageLatest {
    const META: Meta = Meta::new(
        "container/base-image-latest",
        "Base image has the tag latest, or none",
        "container/image-digest-pinning",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-Docker-4.2", "CIS-Docker-5.28", "Scorecard-PinnedDependencies"])
    .aliases(&[
        "f45ea400-6bbe-4501-9fc7-1c3d75c32067",
        "CKV_DOCKER_7",
        "DS-0001",
        "DL3007",
        "avoid-latest-version",
        "S6596",
        "AC_DOCKER_0041",
        "9efb0b2d-89c9-41a3-91ca-dcc0aec911fd",
        "DL3006",
        "missing-image-version",
    ]);
    type On = Dockerfile;

    fn run(on: &Dockerfile, scene: &Scene<'_>) -> Verdict {
        let read = on.pulled().filter(|(i, _)| i.malformed_digest.is_none()).map(|(image, at)| {
            if image.floats_latest() { newest(at, &image.text) } else { named(at) }
        });
        let open = on.stages.iter().filter_map(|stage| match &stage.base {
            Base::Unknown(at, cause) => {
                let text = scene.facts.sources.text(*at);
                let bare = has_no_version(text);
                Some(if bare {
                    newest(*at, text)
                } else {
                    Verdict::unknown(*at, cause.to_string())
                })
            }
            _ => None,
        });
        read.chain(open).fold(Verdict::NotApplicable, Verdict::and)
    }
}

fn named(at: Span) -> Verdict {
    Verdict::pass(at, "the image names a version")
}

fn newest(at: Span, name: &str) -> Verdict {
    Verdict::fail(dockerfile::failure(at, format!("`{name}` is whatever is newest today")))
}

/// Is the name written after a variable registry or path, and without a version (`${REGISTRY}/ubuntu`)?
fn has_no_version(text: &str) -> bool {
    let last = text.rsplit_once('/').map_or("", |(_, last)| last);
    !last.is_empty() && !last.contains([':', '@', '$', '}'])
}
