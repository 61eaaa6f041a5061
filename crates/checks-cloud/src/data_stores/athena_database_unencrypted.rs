//! Query results of a database are not encrypted by its own settings.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// Query results of a database are not encrypted by its own settings.
pub struct AthenaDatabaseUnencrypted;

impl Check for AthenaDatabaseUnencrypted {
    const META: Meta = Meta::new(
        "cloud/athena-database-unencrypted",
        "Query results of a database are not encrypted by its own settings",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&[
        "b2315cae-b110-4426-81e0-80bb8640cdd3",
        "CKV_AWS_77",
        "AWS-0006",
        "AC_AWS_0443",
    ]);
    const TYPES: &'static [&'static str] = &["aws_athena_database"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = "encryption_configuration.encryption_option";
        settings::present(on, path, "results are encrypted", || {
            format!("database `{}` does not encrypt its results", on.name)
        })
    }
}
