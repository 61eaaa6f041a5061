//! Build output is not encrypted with a key of its own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Build output is not encrypted with a key of its own.
pub struct CodebuildManagedKey;

impl Check for CodebuildManagedKey {
    const META: Meta = Meta::new(
        "cloud/codebuild-managed-key",
        "Build output is not encrypted with a key of its own",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "3deec14b-03d2-4d27-9670-7d79322e3340",
        "d7467bb6-3ed1-4c82-8095-5e7a818d0aad",
        "CKV_AWS_147",
        "CODEBUILD_ENCRYPTION_KEY_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_codebuild_project"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        own_key::judge(on, scene, "encryption_key", || {
            format!("build project `{}` names no key of its own", on.name)
        })
    }
}
