//! Versions of base images.

use ringfort_check::model::image::{Base, Dockerfile, ImageRef};
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

/// Is the name one without a version, whatever stands in its variables (`${REGISTRY}/ubuntu`), or where
/// those that have no value stand for nothing (`ubuntu${SUFFIX}`)?
fn has_no_version(text: &str) -> bool {
    let emptied = without_variables(text);
    let last = emptied.rsplit_once('/').map_or(&*emptied, |(_, last)| last);
    let named = ImageRef::parse(last).is_some_and(|image| image.floats_latest());
    named && last.ends_with(|c: char| c.is_ascii_alphanumeric()) && !text.ends_with(['/', '@'])
}

/// The text without `$NAME` and `${NAME...}`.
fn without_variables(text: &str) -> String {
    let mut parts = text.split('$');
    let mut kept = parts.next().unwrap_or("").to_owned();
    for part in parts {
        let rest = match part.strip_prefix('{') {
            Some(braced) => braced.split_once('}').map_or("", |(_, rest)| rest),
            None => part.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_'),
        };
        kept.push_str(rest);
    }
    kept
}
