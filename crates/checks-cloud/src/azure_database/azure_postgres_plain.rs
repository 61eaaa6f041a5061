//! Azure PostgreSQL server accepts connections without TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::azure;

/// Azure PostgreSQL server accepts connections without TLS.
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

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if &*on.kind == "azurerm_postgresql_flexible_server_configuration" {
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
                format!("PostgreSQL server `{}` accepts connections without TLS", on.name),
            )
        })
    }
}
