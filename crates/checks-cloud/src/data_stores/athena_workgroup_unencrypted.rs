//! Query results of a workgroup are not encrypted by its own settings.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Query results of a workgroup are not encrypted by its own settings.
pub struct AthenaWorkgroupUnencrypted;

impl Check for AthenaWorkgroupUnencrypted {
    const META: Meta = Meta::new(
        "cloud/athena-workgroup-unencrypted",
        "Query results of a workgroup are not encrypted by its own settings",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&["d364984a-a222-4b5f-a8b0-e23ab19ebff3", "CKV_AWS_159"]);
    const TYPES: &'static [&'static str] = &["aws_athena_workgroup"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "configuration.result_configuration.encryption_configuration.encryption_option";
        settings::present(on, path, "results are encrypted", || {
            format!("workgroup `{}` does not encrypt its results", on.name)
        })
    }
}
