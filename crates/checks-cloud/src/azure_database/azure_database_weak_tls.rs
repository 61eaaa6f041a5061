//! Azure database accepts old TLS versions.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::settings::{Changed, Choice};

/// Azure database accepts old TLS versions.
pub struct AzureDatabaseWeakTls;

impl Check for AzureDatabaseWeakTls {
    const META: Meta = Meta::new(
        "cloud/azure-database-weak-tls",
        "Azure database accepts old TLS versions",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&["CKV_AZURE_147", "AZU-0026"]);
    const TYPES: &'static [&'static str] = &[
        "azurerm_postgresql_server",
        "azurerm_mysql_server",
        "azurerm_mariadb_server",
        "azurerm_mssql_server",
        "azurerm_mssql_managed_instance",
    ];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let names = ["minimum_tls_version", "ssl_minimal_tls_version_enforced"];
        let path = azure::written(on, &names);
        let good: &[&str] =
            if path == "minimum_tls_version" { &["1.2", "1.3"] } else { &["TLS1_2", "TLS1_3"] };
        let choice = Choice {
            path,
            good,
            // Nothing written means 1.2 for every type, since version 3 of the provider.
            default: good.first().copied().unwrap_or_default(),
            note: "TLS 1.2 or later is required",
            safety: Some(Safety::Safe),
        };
        let message =
            |value: &str| format!("database server `{}` accepts old TLS ({value})", on.name);
        if !CHANGED.contains(&&*on.kind) {
            return choice.judge(on, message);
        }
        let before = if &*on.kind == "azurerm_mssql_server" { "any version" } else { NO_LEAST };
        let changed = Changed { provider: "azurerm", version: "3", before };
        choice.judge_by_version(on, scene, &changed, message)
    }
}

/// Types whose default changed with version 3. Source: changelog of the provider, 3.0.0.
const CHANGED: [&str; 3] =
    ["azurerm_mssql_server", "azurerm_mysql_server", "azurerm_postgresql_server"];

/// The default of version 2 for servers of open databases.
const NO_LEAST: &str = "TLSEnforcementDisabled";
