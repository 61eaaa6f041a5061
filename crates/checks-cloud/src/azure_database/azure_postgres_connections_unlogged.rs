//! Azure `PostgreSQL` does not log connections.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::server_parameter::{POSTGRES, ServerParameter};

/// Azure `PostgreSQL` does not log connections.
pub struct AzurePostgresConnectionsUnlogged;

impl Check for AzurePostgresConnectionsUnlogged {
    const META: Meta = Meta::new(
        "cloud/azure-postgres-connections-unlogged",
        "Azure PostgreSQL does not log connections",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "7b47138f-ec0e-47dc-8516-e7728fe3cc17",
        "c640d783-10c5-4071-b6c1-23507300d333",
        "CKV_AZURE_31",
        "AZU-0019",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_postgresql_configuration", "azurerm_postgresql_flexible_server_configuration"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let parameter = ServerParameter {
            names: &["log_connections"],
            servers: &[],
            holders: POSTGRES,
            default: true,
            note: "connections are logged",
        };
        parameter
            .judge(on, scene, |name| format!("connections to PostgreSQL are not logged (`{name}`)"))
    }
}
