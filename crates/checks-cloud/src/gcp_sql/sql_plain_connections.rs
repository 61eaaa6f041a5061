//! Cloud SQL accepts connections without TLS.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

/// Cloud SQL accepts connections without TLS.
pub struct SqlPlainConnections;

impl Check for SqlPlainConnections {
    const META: Meta = Meta::new(
        "cloud/sql-plain-connections",
        "Cloud SQL accepts connections without TLS",
        "cloud/public-resource-exposure",
        Severity::Medium,
    )
    .aliases(&[
        "02474449-71aa-40a1-87ae-e14497747b00",
        "660360d3-9ca7-46d1-b147-3acc4002953f",
        "d0f7da39-a2d5-4c78-bb85-4b7f338b3cbb",
        "CKV_GCP_6",
        "GCP-0015",
    ]);
    const TYPES: &'static [&'static str] = &["google_sql_database_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let mode = on.text("settings.ip_configuration.ssl_mode", "");
        let required = on.bool("settings.ip_configuration.require_ssl", false);
        let failure = |at| {
            Failure::new(at, format!("instance `{}` accepts connections without TLS", on.name))
        };
        if matches!(mode, Value::Default(..)) {
            return Verdict::on(&required, |r| *r, NOTE, || failure(required.span()));
        }
        let strict = |m: &String| STRICT.contains(&m.as_str());
        Verdict::on(&mode, strict, NOTE, || failure(mode.span()))
    }
}

const NOTE: &str = "connections are encrypted";

/// Modes that turn unencrypted connections away.
const STRICT: [&str; 2] = ["TRUSTED_CLIENT_CERTIFICATE_REQUIRED", "ENCRYPTED_ONLY"];
