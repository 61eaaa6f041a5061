//! What is known of base images by their name.

use ringfort_check::Span;
use ringfort_check::model::image::{Base, Dockerfile, ImageRef, is_root};

/// How much a base image holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// No shell and no package manager: distroless, Chainguard, chiselled images, nothing at all.
    Minimal,
    /// A small distribution: a shell and a package manager, little else.
    Small,
    /// A whole distribution.
    Full,
}

/// What the final image is built on, below all stages of the file.
pub(crate) enum Root<'a> {
    /// An image.
    Image(&'a ImageRef, Span),
    /// Nothing.
    Scratch(Span),
    /// Not known, with the cause.
    Unknown(Span, String),
}

/// The base that the final stage rests on.
pub(crate) fn root(on: &Dockerfile) -> Option<Root<'_>> {
    let stage = on.lineage(on.final_stage()?).last()?;
    Some(match &stage.base {
        Base::Image(image, span) => Root::Image(image, *span),
        Base::Scratch => Root::Scratch(stage.from),
        Base::Unknown(span, cause) => Root::Unknown(*span, cause.to_string()),
        Base::Stage(_) => Root::Unknown(stage.from, "the stage it builds on is missing".to_owned()),
    })
}

/// The size by name; `None` where the name does not tell.
pub(crate) fn size(image: &ImageRef) -> Option<Size> {
    let name = image.name();
    let tag = image.tag.as_deref().unwrap_or("");
    let says = |word: &str| name.contains(word) || tag.contains(word);
    let minimal = name.starts_with("gcr.io/distroless/")
        || name.starts_with("cgr.dev/")
        || name.starts_with("docker.io/chainguard/")
        || ["distroless", "chiseled", "ubi-micro", "ubi9-micro", "ubi8-micro"]
            .iter()
            .any(|w| says(w));
    if minimal {
        // The debug variants add a shell on purpose.
        return Some(if says("debug") || tag.ends_with("-dev") {
            Size::Small
        } else {
            Size::Minimal
        });
    }
    if ["slim", "alpine", "busybox", "minimal", "wolfi"].iter().any(|w| says(w)) {
        return Some(Size::Small);
    }
    let full =
        name.starts_with("docker.io/library/") || name.contains("/ubi8") || name.contains("/ubi9");
    full.then_some(Size::Full)
}

/// The user that a base image sets, as its publisher documents it: true where it is not root.
pub(crate) fn is_non_root(image: &ImageRef) -> Option<bool> {
    let tag = image.tag.as_deref().unwrap_or("");
    // Variants say it in their tag.
    if tag.contains("nonroot") || tag.contains("rootless") || tag.contains("chiseled") {
        return Some(true);
    }
    let user = user(&image.name())?;
    // The development variants of Chainguard's images are those with a shell, and start as root.
    let development = user == "nonroot" && (tag.ends_with("-dev") || tag.contains("root"));
    Some(!is_root(user) && !development)
}

/// Well-known images and the user they start as.
const USERS: &str = include_str!("base_users.tsv");

/// The user of the row with the longest fitting prefix.
fn user(name: &str) -> Option<&'static str> {
    let rows = USERS.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once('\t'));
    let fits = |prefix: &str| {
        name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let found = rows.filter(|(prefix, _)| fits(prefix)).max_by_key(|(prefix, _)| prefix.len());
    found.map(|(_, user)| user)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_of_well_known_images() {
        let table = [
            ("nginx:1.29", Some(false)),
            ("haproxy:3.2", Some(true)),
            ("gcr.io/distroless/static-debian12", Some(false)),
            ("gcr.io/distroless/static-debian12:nonroot", Some(true)),
            ("cgr.dev/chainguard/python:latest", Some(true)),
            ("cgr.dev/chainguard/python:latest-dev", Some(false)),
            ("registry.access.redhat.com/ubi9/python-312", Some(true)),
            ("registry.access.redhat.com/ubi9/ubi-minimal", Some(false)),
            ("registry.access.redhat.com/ubi9-minimal", None),
            ("ghcr.io/example/app:1", None),
        ];
        for (text, expected) in table {
            let image = ImageRef::parse(text).expect("a reference");
            assert_eq!(is_non_root(&image), expected, "{text}");
        }
    }

    #[test]
    fn every_row_has_a_user() {
        for line in USERS.lines().filter(|l| !l.starts_with('#')) {
            let row = line.split_once('\t');
            assert!(row.is_some_and(|(p, u)| p.contains(['.', '/']) && !u.is_empty()), "{line}");
        }
    }
}
