//! Database instance is not encrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Safety, Scene, Severity, Verdict};

use crate::support::settings::Switch;

/// Database instance is not encrypted.
pub struct RdsInstanceUnencrypted;

impl Check for RdsInstanceUnencrypted {
    const META: Meta = Meta::new(
        "cloud/rds-instance-unencrypted",
        "Database instance is not encrypted",
        "cloud/volume-encryption-at-rest",
        Severity::High,
    )
    .frameworks(&["CIS-AWS-3.2.1", "OWASP-Top10-2025-A04"])
    .aliases(&[
        "08bd0760-8752-44e1-9779-7bb369b2b4e4",
        "65844ba3-03a1-40a8-b3dd-919f122e8c95",
        "7dfb316c-a6c2-454d-b8a2-97f147b0c0ff",
        "e50eb68a-a4af-4048-8bbe-8ec324421469",
        "CKV_AWS_16",
        "AWS-0080",
        "FG_R00093",
        "AC_AWS_0058",
        "RDS_STORAGE_ENCRYPTED",
    ]);
    const TYPES: &'static [&'static str] = &["aws_db_instance"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let inherits =
            ["replicate_source_db", "snapshot_identifier", "restore_to_point_in_time", "s3_import"];
        let from = inherits.iter().find(|p| !on.at(p).is_absent());
        if let (Some(path), true) = (from, on.at("storage_encrypted").is_absent()) {
            return Verdict::unknown(
                on.at(path).span(),
                "the source decides whether the data is encrypted",
            );
        }
        let aurora = on.at("engine").str().is_some_and(|e| e.starts_with("aurora"));
        if aurora && on.at("storage_encrypted").is_absent() {
            return Verdict::unknown(
                on.header,
                "the cluster decides whether the data is encrypted",
            );
        }
        let switch = Switch {
            path: "storage_encrypted",
            want: true,
            default: false,
            note: "encrypted at rest",
            safety: Some(Safety::Unsafe),
        };
        switch.judge(on, || format!("database `{}` keeps its data unencrypted", on.name))
    }
}
