//! Azure `PostgreSQL` does not log checkpoints.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::server_parameter::{POSTGRES, ServerParameter};

/// Azure `PostgreSQL` does not log checkpoints.
pub struct AzurePostgresCheckpointsUnlogged;

impl Check for AzurePostgresCheckpointsUnlogged {
    const META: Meta = Meta::new(
        "cloud/azure-postgres-checkpoints-unlogged",
        "Azure PostgreSQL does not log checkpoints",
        "cloud/audit-logging",
        Severity::Low,
    )
    .aliases(&[
        "3790d386-be81-4dcf-9850-eaa7df6c10d9",
        "7ab33ac0-e4a3-418f-a673-50da4e34df21",
        "CKV_AZURE_30",
        "AZU-0024",
    ]);
    const TYPES: &'static [&'static str] =
        &["azurerm_postgresql_configuration", "azurerm_postgresql_flexible_server_configuration"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let parameter = ServerParameter {
            names: &["log_checkpoints"],
            servers: &[],
            holders: POSTGRES,
            default: true,
            note: "checkpoints are logged",
        };
        parameter
            .judge(on, scene, |name| format!("checkpoints of PostgreSQL are not logged (`{name}`)"))
    }
}
