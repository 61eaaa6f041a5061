//! Stream keeps its records unencrypted.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{settings, settings::Choice};

/// Stream keeps its records unencrypted.
pub struct KinesisStreamUnencrypted;

impl Check for KinesisStreamUnencrypted {
    const META: Meta = Meta::new(
        "cloud/kinesis-stream-unencrypted",
        "Stream keeps its records unencrypted",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&[
        "862fe4bf-3eec-4767-a517-40f378886b88",
        "f2ea6481-1d31-4d40-946a-520dc6321dd7",
        "CKV_AWS_43",
        "AWS-0064",
        "AC_AWS_0157",
        "KINESIS_STREAM_ENCRYPTION_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_kinesis_stream"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let kind = Choice {
            path: "encryption_type",
            good: &["KMS"],
            default: "NONE",
            note: "records are encrypted",
            safety: None,
        };
        let message = || format!("stream `{}` keeps its records unencrypted", on.name);
        let chosen = kind.judge(on, |_| message());
        match chosen {
            Verdict::Pass(_) => {
                settings::present(on, "kms_key_id", "records are encrypted", || {
                    format!("stream `{}` names no key to encrypt with", on.name)
                })
            }
            other => other,
        }
    }
}
