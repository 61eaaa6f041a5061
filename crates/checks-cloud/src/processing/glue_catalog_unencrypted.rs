//! Data catalogue is not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::{aws_settings, settings::Choice};

/// Data catalogue is not encrypted.
pub struct GlueCatalogUnencrypted;

impl Check for GlueCatalogUnencrypted {
    const META: Meta = Meta::new(
        "cloud/glue-catalog-unencrypted",
        "Data catalogue is not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&["01d50b14-e933-4c99-b314-6d08cd37ad35", "CKV_AWS_94"]);
    const TYPES: &'static [&'static str] = &["aws_glue_data_catalog_encryption_settings"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        const AT_REST: &str =
            "data_catalog_encryption_settings.encryption_at_rest.catalog_encryption_mode";
        const KEYS: [&str; 2] = [
            "data_catalog_encryption_settings.connection_password_encryption.aws_kms_key_id",
            "data_catalog_encryption_settings.connection_password_encryption.kms_key_id",
        ];
        const PASSWORDS: &str = "data_catalog_encryption_settings.connection_password_encryption.return_connection_password_encrypted";
        let mode = Choice {
            path: AT_REST,
            good: &["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"],
            default: "DISABLED",
            note: "the catalogue is encrypted",
            safety: Some(Safety::Safe),
        };
        let passwords = aws_settings::required(on, PASSWORDS, "passwords stay encrypted", || {
            format!("`{}` gives out passwords of connections in clear", on.name)
        });
        let keyed = aws_settings::one_of(on, &KEYS, "passwords stay encrypted", || {
            format!("`{}` names no key to encrypt passwords with", on.name)
        });
        let passwords = if matches!(passwords, Verdict::Pass(_)) { keyed } else { passwords };
        mode.judge(on, |_| format!("`{}` leaves the catalogue unencrypted", on.name)).and(passwords)
    }
}
