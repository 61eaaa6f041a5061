//! Azure `PostgreSQL` server is not watched for attacks.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure `PostgreSQL` server is not watched for attacks.
pub struct AzurePostgresNoThreatDetection;

impl Check for AzurePostgresNoThreatDetection {
    const META: Meta = Meta::new(
        "cloud/azure-postgres-no-threat-detection",
        "Azure PostgreSQL server is not watched for attacks",
        "cloud/threat-detection",
        Severity::Low,
    )
    .aliases(&["c407c3cf-c409-4b29-b590-db5f4138d332", "CKV_AZURE_128"]);
    const TYPES: &'static [&'static str] = &["azurerm_postgresql_server"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "threat_detection_policy.enabled",
            want: true,
            default: false,
            note: "attacks raise alerts",
            safety: Some(Safety::Safe),
        };
        switch.judge(on, || format!("attacks on server `{}` raise no alert", on.name))
    }
}
