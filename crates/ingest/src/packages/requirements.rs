//! Requirement files.

use ringfort_model::packages::{Dependency, Ecosystem, Index, Origin};
use ringfort_source::SourceId;
use ringfort_syntax::requirements::{self, Requirement};

use super::{Packages, Place, manifest};

pub(super) fn read(place: Place, source: SourceId, text: &str) -> Packages {
    let file = requirements::parse(source, text);
    let mut out = manifest(place, Ecosystem::PyPi);
    out.dependencies = file.requirements.iter().map(|r| dependency(r, false)).collect();
    for option in file.options {
        let (value, span) = (option.value, option.span);
        match option.name.as_str() {
            "--index-url" => out.indexes.push(Index { url: value, extra: false, span }),
            "--extra-index-url" | "--find-links" => {
                out.indexes.push(Index { url: value, extra: true, span });
            }
            "--trusted-host" => out.trusted_hosts.push((value, span)),
            "--require-hashes" => out.requires_hashes = Some(span),
            "--requirement" | "--constraint" => out.includes.push((value, span)),
            _ => {}
        }
    }
    Packages { manifest: Some(out), lock: None, errors: file.errors }
}

/// A requirement as a dependency.
pub(super) fn dependency(requirement: &Requirement, dev: bool) -> Dependency {
    let origin = requirement.url.as_deref().map_or(Origin::Index(None), Origin::locate);
    Dependency {
        name: Ecosystem::PyPi.normalise(&requirement.name),
        specifier: requirement.specifier.clone(),
        pinned: requirement.pinned().map(str::to_owned),
        hashes: requirement.hashes.len(),
        origin,
        dev,
        span: requirement.span,
    }
}
