//! Azure MySQL server accepts connections without TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;

/// Azure MySQL server accepts connections without TLS.
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

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if &*on.kind == "azurerm_mysql_flexible_server_configuration" {
            if on.at("name").str() != Some("require_secure_transport") {
                return Verdict::NotApplicable;
            }
            let value = on.text("value", "on");
            return Verdict::on(
                &value,
                |v| v.eq_ignore_ascii_case("on"),
                "only TLS is accepted",
                || {
                    Failure::new(
                        value.span(),
                        format!("`{}` lets connections without TLS in", on.name),
                    )
                },
            );
        }
        // A word until version 2 of the provider, a boolean since.
        let path = azure::written(on, &["ssl_enforcement_enabled", "ssl_enforcement"]);
        let value = on.text(path, "true");
        let good = |v: &String| v == "true" || v.eq_ignore_ascii_case("Enabled");
        Verdict::on(&value, good, "only TLS is accepted", || {
            Failure::new(
                value.span(),
                format!("MySQL server `{}` accepts connections without TLS", on.name),
            )
        })
    }
}
