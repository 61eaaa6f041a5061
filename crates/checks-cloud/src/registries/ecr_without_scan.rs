//! Registry does not scan what is pushed.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::aws_settings;

/// Registry does not scan what is pushed.
pub struct EcrWithoutScan;

impl Check for EcrWithoutScan {
    const META: Meta = Meta::new(
        "cloud/ecr-without-scan",
        "Registry does not scan what is pushed",
        "cloud/registry-access-control",
        Severity::Low,
    )
    .aliases(&[
        "9025b2b3-e554-4842-ba87-db7aeec36d35",
        "9630336b-3fed-4096-8173-b9afdfe346a7",
        "CKV_AWS_163",
        "AWS-0030",
        "AC_AWS_0083",
        "ECR_REPO_SCAN_ON_PUSH",
    ]);
    const TYPES: &'static [&'static str] = &["aws_ecr_repository"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let registry =
            aws_settings::in_same_root(scene, on, "aws_ecr_registry_scanning_configuration").next();
        if let Some(registry) = registry {
            return Verdict::pass(registry.header, "the registry scans by rules of its own");
        }
        aws_settings::required(
            on,
            "image_scanning_configuration.scan_on_push",
            "scanned when pushed",
            || format!("repository `{}` does not scan images that are pushed", on.name),
        )
    }
}
