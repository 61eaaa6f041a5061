//! Images of containers.

use ringfort_check::Verdict;
use ringfort_check::model::Value;
use ringfort_check::model::image::ImageRef;
use ringfort_check::model::kube::Container;

/// The image that `on` runs; the verdict where there is none to judge.
pub(crate) fn of(on: &Container) -> Result<ImageRef, Verdict> {
    match &on.image {
        Value::Default(..) => Err(Verdict::NotApplicable),
        Value::Unknown(at, cause) => Err(Verdict::unknown(*at, cause.to_string())),
        Value::Set(text, at) => ImageRef::parse(text).ok_or_else(|| {
            Verdict::unknown(*at, format!("`{text}` cannot be read as an image reference"))
        }),
    }
}

/// Does the image lie under `prefix`, a registry or a part of one, by whole path segments?
pub(crate) fn is_from(image: &ImageRef, prefix: &str) -> bool {
    let prefix = prefix.trim_end_matches(['*', '/']);
    let name = image.name();
    name.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
