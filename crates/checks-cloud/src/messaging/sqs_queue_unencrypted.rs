//! Queue does not ask for encryption.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::tri;

/// Queue does not ask for encryption.
pub struct SqsQueueUnencrypted;

impl Check for SqsQueueUnencrypted {
    const META: Meta = Meta::new(
        "cloud/sqs-queue-unencrypted",
        "Queue does not ask for encryption",
        "cloud/volume-encryption-at-rest",
        Severity::Medium,
    )
    .frameworks(&["OWASP-Top10-2025-A04"])
    .aliases(&[
        "12726829-93ed-4d51-9cbe-13423f4299e1",
        "6e8849c1-3aa7-40e3-9063-b85ee300f29f",
        "9296f1cc-7a40-45de-bd41-f31745488a0e",
        "e1e7b278-2a8b-49bd-a26e-66a7f70b17eb",
        "CKV_AWS_27",
        "AWS-0096",
        "FG_R00070",
        "AC_AWS_0366",
        "SQS_QUEUE_KMS_MASTER_KEY_ID_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_sqs_queue"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let managed = Value::bool(on.at("sqs_managed_sse_enabled"), false);
        let encrypted =
            tri::any([managed.known().copied(), tri::written(on.at("kms_master_key_id"))]);
        match encrypted {
            Some(false) => Verdict::fail(Failure::new(
                if managed.is_set() { managed.span() } else { on.header },
                format!("queue `{}` names no key and no encryption by SQS", on.name),
            )),
            _ => tri::verdict(encrypted, on, "kms_master_key_id", "encrypted", String::new),
        }
    }
}
