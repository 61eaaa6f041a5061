//! Azure SQL server has no administrator from the directory.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;

/// Azure SQL server has no administrator from the directory.
pub struct AzureSqlNoEntraAdmin;

impl Check for AzureSqlNoEntraAdmin {
    const META: Meta = Meta::new(
        "cloud/azure-sql-no-entra-admin",
        "Azure SQL server has no administrator from the directory",
        "cloud/no-static-credentials",
        Severity::Low,
    )
    .aliases(&[
        "a3a055d2-9a2e-4cc9-b9fb-12850a1a3a4b",
        "b176e927-bbe2-44a6-a9c3-041417137e5f",
        "CKV2_AZURE_7",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_sql_server", "azurerm_mssql_server"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let inline = on.at("azuread_administrator");
        match azure::given(inline) {
            Some(true) => {
                return Verdict::pass(inline.span(), "an administrator of the directory is named");
            }
            None => return Verdict::unknown(inline.span(), "its administrator is not known"),
            Some(false) => {}
        }
        match companion::of(on, scene, ADMINISTRATORS, &["name", "id"]).next() {
            Some(other) => {
                Verdict::pass(other.header, "an administrator of the directory is named")
            }
            None => {
                let message = format!("only a password administers SQL server `{}`", on.name);
                companion::lacking(on, scene, ADMINISTRATORS, message)
            }
        }
    }
}

const ADMINISTRATORS: &[companion::Holder] =
    &[("azurerm_sql_active_directory_administrator", "server_name")];
