//! Topic is encrypted with a key that AWS manages.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Topic is encrypted with a key that AWS manages.
pub struct SnsTopicManagedKey;

impl Check for SnsTopicManagedKey {
    const META: Meta = Meta::new(
        "cloud/sns-topic-managed-key",
        "Topic is encrypted with a key that AWS manages",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&["b1a72f66-2236-4f3b-87ba-0da1b366956f", "AWS-0136"]);
    const TYPES: &'static [&'static str] = &["aws_sns_topic"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        match on.at("kms_master_key_id") {
            At::Absent(_) => Verdict::NotApplicable,
            At::Set(node) if node.as_str() == Some("") => Verdict::NotApplicable,
            _ => own_key::judge(on, scene, "kms_master_key_id", String::new),
        }
    }
}
