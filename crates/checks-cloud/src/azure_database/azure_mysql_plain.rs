//! Azure `MySQL` server accepts connections without TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure_database;
use crate::support::server_parameter::MYSQL;

/// Azure `MySQL` server accepts connections without TLS.
pub struct AzureMysqlPlain;

impl Check for AzureMysqlPlain {
    const META: Meta = Meta::new(
        "cloud/azure-mysql-plain",
        "Azure MySQL server accepts connections without TLS",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .aliases(&[
        "2a901825-0f3b-4655-a0fe-e0470e50f8e6",
        "73e42469-3a86-4f39-ad78-098f325b4e9f",
        "CKV_AZURE_28",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_mysql_server", "azurerm_mysql_flexible_server_configuration"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        azure_database::accepts_only_tls(on, scene, MYSQL, "MySQL")
    }
}
