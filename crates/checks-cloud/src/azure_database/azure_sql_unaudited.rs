//! Azure SQL server keeps no audit log.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::azure;
use crate::support::companion;
use crate::support::settings::Switch;

/// Azure SQL server keeps no audit log.
pub struct AzureSqlUnaudited;

impl Check for AzureSqlUnaudited {
    const META: Meta = Meta::new(
        "cloud/azure-sql-unaudited",
        "Azure SQL server keeps no audit log",
        "cloud/audit-logging",
        Severity::Medium,
    )
    .aliases(&[
        "609839ae-bd81-4375-9910-5bce72ae7b92",
        "f7e296b0-6660-4bc5-8f87-22ac4a815edf",
        "CKV_AZURE_23",
        "AZU-0027",
    ]);
    const TYPES: &'static [&'static str] = &["azurerm_sql_server", "azurerm_mssql_server"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let inline = on.at("extended_auditing_policy");
        if let At::Unknown(node) = inline {
            return Verdict::unknown(node.span, node.cause().to_owned());
        }
        if azure::given(inline) == Some(true) {
            return Verdict::pass(inline.span(), "an auditing policy is set");
        }
        let Some(policy) = companion::of(on, scene, POLICIES, &["id", "name"]).next() else {
            let message =
                format!("SQL server `{}` keeps no record of what is asked of it", on.name);
            return companion::lacking(on, scene, POLICIES, message);
        };
        let switch = Switch {
            path: "enabled",
            want: true,
            default: true,
            note: "an auditing policy is set",
            safety: None,
        };
        switch.judge(policy, || format!("the auditing policy of SQL server `{}` is off", on.name))
    }
}

const POLICIES: &[companion::Holder] =
    &[("azurerm_mssql_server_extended_auditing_policy", "server_id")];
