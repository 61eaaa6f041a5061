//! Companion resources: a setting of one resource that another resource holds.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Scene, Verdict};

use super::estate;

/// A type that may hold the setting, and its attribute that names the resource it is for.
pub(crate) type Holder = (&'static str, &'static str);

/// The companions of `on` among `holders`, joined by reference or by the same literal as one of `names`.
pub(crate) fn of<'a>(
    on: &'a Resource,
    scene: &Scene<'a>,
    holders: &'static [Holder],
    names: &'static [&'static str],
) -> impl Iterator<Item = &'a Resource> {
    let facts = scene.facts;
    holders.iter().flat_map(move |(kind, path)| facts.attached(on, kind, path, names))
}

/// What to say where no companion was found: unknown if one of `holders` is for a resource that is not
/// known, or a module that was not read may declare one; else a failure.
pub(crate) fn lacking(
    on: &Resource,
    scene: &Scene<'_>,
    holders: &'static [Holder],
    message: impl Into<String>,
) -> Verdict {
    let open = |(kind, path): &Holder| {
        let mut all = scene.facts.resources(kind).filter(|r| r.root == on.root);
        all.find(|r| r.at(path).is_unknown() && r.refs_of(path).next().is_none())
    };
    match holders.iter().find_map(open) {
        Some(other) => {
            let cause = format!("`{}` may be for it: its target is not known", other.address);
            Verdict::unknown(other.header, cause)
        }
        None => estate::lacking(scene, on.header, message),
    }
}
