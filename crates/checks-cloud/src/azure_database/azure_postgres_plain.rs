//! Azure `PostgreSQL` server accepts connections without TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_database;
use crate::support::server_parameter::POSTGRES;

/// Azure `PostgreSQL` server accepts connections without TLS.
pub struct AzurePostgresPlain;

impl Check for AzurePostgresPlain {
    const META: Meta = Meta::new(
        "cloud/azure-postgres-plain",
        "Azure PostgreSQL server accepts connections without TLS",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .aliases(&[
        "0437633b-daa6-4bbc-8526-c0d2443b946e",
        "961ce567-a16d-4d7d-9027-f0ec2628a555",
        "CKV_AZURE_29",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_postgresql_server", "azurerm_postgresql_flexible_server_configuration"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        azure_database::accepts_only_tls(on, scene, POSTGRES, "PostgreSQL")
    }
}
