//! What is known of base images by their name.

use ringfort_check::Span;
use ringfort_check::model::image::{Base, Dockerfile, ImageRef};

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
    let name = image.name();
    let tag = image.tag.as_deref().unwrap_or("");
    if name.starts_with("gcr.io/distroless/") {
        return Some(tag.contains("nonroot"));
    }
    if name.starts_with("cgr.dev/") || name.starts_with("docker.io/chainguard/") {
        return Some(!tag.ends_with("-dev") && !tag.contains("root"));
    }
    if name.starts_with("docker.io/nginxinc/nginx-unprivileged")
        || name.starts_with("docker.io/bitnami/")
        || tag.contains("chiseled")
    {
        return Some(true);
    }
    name.starts_with("docker.io/library/").then_some(false)
}
