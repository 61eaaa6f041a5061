//! Instance metadata answers without a session token.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Choice;

/// Instance metadata answers without a session token.
pub struct Imdsv1Allowed;

impl Check for Imdsv1Allowed {
    const META: Meta = Meta::new(
        "cloud/imdsv1-allowed",
        "Instance metadata answers without a session token",
        "cloud/metadata-service-protection",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-6.7", "OWASP-K8s-2025-K08", "MITRE-T1552.005"])
    .aliases(&["CKV_AWS_79", "AWS-0028", "AWS-0130", "AC_AWS_0479", "AC_AWS_0487"]);
    const TYPES: &'static [&'static str] = &[
        "aws_launch_template",
        "aws_instance",
        "aws_launch_configuration",
        "aws_spot_instance_request",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if on.text("metadata_options.http_endpoint", "enabled").is(&"disabled".to_owned()) {
            return Verdict::pass(
                on.at("metadata_options.http_endpoint").span(),
                "the metadata service is off",
            );
        }
        if on.at("metadata_options").is_absent() && !on.blocks("launch_template").is_empty() {
            return Verdict::unknown(on.header, "the launch template decides");
        }
        let tokens = Choice {
            path: "metadata_options.http_tokens",
            good: &["required"],
            default: account_default(scene, on),
            note: "session tokens are required",
            safety: Some(Safety::Unsafe),
        };
        tokens.judge(on, |_| {
            format!("`{}` answers metadata requests without a session token (IMDSv1)", on.name)
        })
    }
}

/// What holds where nothing is written: the account's own default, if the files set one, else `optional`.
fn account_default(scene: &Scene<'_>, on: &Resource) -> &'static str {
    let defaults = scene.facts.resources("aws_ec2_instance_metadata_defaults");
    let required = defaults
        .filter(|d| d.root == on.root)
        .any(|d| d.at("http_tokens").str() == Some("required"));
    if required { "required" } else { "optional" }
}
