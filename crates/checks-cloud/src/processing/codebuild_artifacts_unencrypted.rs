//! Build output is not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Value, Verdict};

use crate::support::{aws_settings, tri};

/// Build output is not encrypted.
pub struct CodebuildArtifactsUnencrypted;

impl Check for CodebuildArtifactsUnencrypted {
    const META: Meta = Meta::new(
        "cloud/codebuild-artifacts-unencrypted",
        "Build output is not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&["CKV_AWS_78", "AWS-0018"]);
    const TYPES: &'static [&'static str] = &["aws_codebuild_project"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let judge = |artifacts: &Node| {
            let disabled = Value::bool(artifacts.at("encryption_disabled"), false);
            if tri::is(artifacts, "type", "", &["NO_ARTIFACTS"]) == Some(true) {
                return Verdict::NotApplicable;
            }
            Verdict::on(
                &disabled,
                |d| !d,
                "build output is encrypted",
                || {
                    let message =
                        format!("build project `{}` leaves its output unencrypted", on.name);
                    let name = tri::text(artifacts, "artifact_identifier");
                    Failure::new(disabled.span(), message).key(name)
                },
            )
        };
        let first = aws_settings::each_block(on, "artifacts", judge);
        first.and(aws_settings::each_block(on, "secondary_artifacts", judge))
    }
}
