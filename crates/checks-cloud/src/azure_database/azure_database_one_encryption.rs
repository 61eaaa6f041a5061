//! Azure database is encrypted once only.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Azure database is encrypted once only.
pub struct AzureDatabaseOneEncryption;

impl Check for AzureDatabaseOneEncryption {
    const META: Meta = Meta::new(
        "cloud/azure-database-one-encryption",
        "Azure database is encrypted once only",
        "cloud/volume-encryption-at-rest",
        Severity::Info,
    )
    .aliases(&["6425c98b-ca4e-41fe-896a-c78772c131f8", "CKV_AZURE_130"]);
    const TYPES: &'static [&'static str] = &["azurerm_postgresql_server", "azurerm_mysql_server"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "infrastructure_encryption_enabled",
            want: true,
            default: false,
            note: "data is encrypted twice",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("data of server `{}` is encrypted once only", on.name))
    }
}
