//! Queue is encrypted with a key that AWS manages.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Queue is encrypted with a key that AWS manages.
pub struct SqsQueueManagedKey;

impl Check for SqsQueueManagedKey {
    const META: Meta = Meta::new(
        "cloud/sqs-queue-managed-key",
        "Queue is encrypted with a key that AWS manages",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&["CKV2_AWS_73", "AWS-0135"]);
    const TYPES: &'static [&'static str] = &["aws_sqs_queue"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        match on.at("kms_master_key_id") {
            At::Absent(_) => Verdict::NotApplicable,
            At::Set(node) if node.as_str() == Some("") => Verdict::NotApplicable,
            _ => own_key::judge(on, scene, "kms_master_key_id", String::new),
        }
    }
}
