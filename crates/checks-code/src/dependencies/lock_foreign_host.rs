//! Do locked packages come from the expected hosts?

use ringfort_check::model::packages::{Ecosystem, Lock, Origin};
use ringfort_check::{Check, Confidence, Failure, Meta, Scene, Severity, Verdict};

/// Do locked packages come from the expected hosts? See the page beside this file.
pub struct LockForeignHost;

impl Check for LockForeignHost {
    const META: Meta = Meta::new(
        "code/lock-foreign-host",
        "Locked package comes from an unexpected host",
        "code/dependency-integrity",
        Severity::Medium,
    )
    .confidence(Confidence::Medium)
    .frameworks(&["CIS-GitHub-3.1.5"]);

    type On = Lock;

    fn run(on: &Lock, scene: &Scene<'_>) -> Verdict {
        let mut seen = None;
        let mut failures = Vec::new();
        for package in &on.packages {
            let (Origin::Index(Some(url)) | Origin::Url(url)) = &package.origin else { continue };
            let Some((scheme, rest)) = url.split_once("://") else { continue };
            let host = rest.split(['/', ':']).next().unwrap_or("").rsplit('@').next().unwrap_or("");
            seen = seen.or(Some(package.span));
            let said = if scheme == "http" {
                format!("`{}` is fetched from `{host}` without encryption", package.name)
            } else if !is_usual(on.ecosystem, host) && !is_declared(scene, on, host) {
                format!(
                    "`{}` comes from `{host}`, which no manifest or setting names",
                    package.name
                )
            } else {
                continue;
            };
            failures.push(Failure::new(package.span, said).key(&*package.name));
        }
        seen.map_or(Verdict::NotApplicable, |at| {
            Verdict::of(failures, at, "packages come from the expected hosts")
        })
    }
}

fn is_usual(ecosystem: Ecosystem, host: &str) -> bool {
    match ecosystem {
        Ecosystem::PyPi => matches!(host, "pypi.org" | "files.pythonhosted.org"),
        Ecosystem::Npm => matches!(host, "registry.npmjs.org" | "registry.yarnpkg.com"),
    }
}

/// Is the host an index of a manifest, or named in a `.npmrc`?
fn is_declared(scene: &Scene<'_>, lock: &Lock, host: &str) -> bool {
    let model = &scene.facts.model;
    let same = model.manifests.iter().filter(|m| m.ecosystem == lock.ecosystem);
    let mut npmrc = model.texts.iter().filter(|t| t.path.ends_with(".npmrc"));
    same.flat_map(|m| &m.indexes).any(|i| i.url.contains(host))
        || npmrc.any(|t| scene.facts.sources.get(t.source).is_some_and(|f| f.text.contains(host)))
}
