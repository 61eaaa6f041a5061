//! Keys of the customer: one that is named, and that the provider does not manage.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Failure, Scene, Verdict};

/// The prefix of the aliases that AWS reserves for the keys it manages.
const MANAGED: &str = "alias/aws/";

/// Passes where `path` names a key of one's own. A missing key fails with what `missing` says, one that
/// AWS manages fails as such, directly or through a data source that looks it up.
pub(crate) fn judge(
    on: &Resource,
    scene: &Scene<'_>,
    path: &str,
    missing: impl FnOnce() -> String,
) -> Verdict {
    let at = on.at(path);
    if let Some(alias) = managed(on, scene, path) {
        let message = format!("`{}` is encrypted with {alias}, a key that AWS manages", on.name);
        return Verdict::fail(Failure::new(at.span(), message));
    }
    match at {
        At::Set(node) if node.as_str() != Some("") => {
            Verdict::pass(node.span, "encrypted with a key of its own")
        }
        At::Set(_) | At::Absent(_) => Verdict::fail(Failure::new(at.span(), missing())),
        At::Unknown(node) if on.refs_of(path).next().is_some() => {
            Verdict::pass(node.span, "encrypted with a key of its own")
        }
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
    }
}

/// The alias of the managed key that `path` names, if it names one.
pub(crate) fn managed<'a>(on: &'a Resource, scene: &Scene<'a>, path: &'a str) -> Option<&'a str> {
    let written = on.at(path).str().and_then(alias);
    written.or_else(|| {
        scene.facts.targets(on, path).find_map(|found| {
            let name = match &*found.kind {
                "data.aws_kms_key" => "key_id",
                "data.aws_kms_alias" => "name",
                _ => return None,
            };
            found.at(name).str().and_then(alias)
        })
    })
}

/// The alias of a managed key at the end of a name or ARN.
fn alias(text: &str) -> Option<&str> {
    if text.starts_with("aws/") {
        return Some(text);
    }
    text.find(MANAGED).and_then(|start| text.get(start..))
}
