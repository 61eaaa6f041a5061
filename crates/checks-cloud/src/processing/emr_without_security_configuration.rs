//! Cluster for big data has no security configuration.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Cluster for big data has no security configuration.
pub struct EmrWithoutSecurityConfiguration;

impl Check for EmrWithoutSecurityConfiguration {
    const META: Meta = Meta::new(
        "cloud/emr-without-security-configuration",
        "Cluster for big data has no security configuration",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .aliases(&[
        "48af92a5-c89b-4936-bc62-1086fe2bab23",
        "CKV2_AWS_55",
        "EMR_SECURITY_CONFIG_ENABLED_AND_CONFIGURED_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_emr_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        settings::present(on, "security_configuration", "a security configuration is named", || {
            format!("cluster `{}` names no security configuration", on.name)
        })
    }
}
