//! Azure `PostgreSQL` does not slow down failing logins.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::server_parameter::{POSTGRES, ServerParameter};

/// Azure `PostgreSQL` does not slow down failing logins.
pub struct AzurePostgresNoThrottling;

impl Check for AzurePostgresNoThrottling {
    const META: Meta = Meta::new(
        "cloud/azure-postgres-no-throttling",
        "Azure PostgreSQL does not slow down failing logins",
        "cloud/public-resource-exposure",
        Severity::Low,
    )
    .aliases(&[
        "2b3c671f-1b76-4741-8789-ed1fe0785dc4",
        "a9becca7-892a-4af7-b9e1-44bf20a4cd9a",
        "CKV_AZURE_32",
        "AZU-0021",
    ]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_postgresql_server",
        "azurerm_postgresql_flexible_server",
        "azurerm_postgresql_configuration",
        "azurerm_postgresql_flexible_server_configuration",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let parameter = ServerParameter {
            names: &["connection_throttling", "connection_throttle.enable"],
            servers: &["azurerm_postgresql_server", "azurerm_postgresql_flexible_server"],
            holders: POSTGRES,
            default: false,
            note: "failing logins are slowed down",
        };
        parameter.judge(on, scene, |name| {
            format!("failing logins to PostgreSQL are not slowed down (`{name}`)")
        })
    }
}
