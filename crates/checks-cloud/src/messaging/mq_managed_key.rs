//! Message broker is encrypted with a key that AWS owns.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Message broker is encrypted with a key that AWS owns.
pub struct MqManagedKey;

impl Check for MqManagedKey {
    const META: Meta = Meta::new(
        "cloud/mq-managed-key",
        "Message broker is encrypted with a key that AWS owns",
        "cloud/key-management",
        Severity::Low,
    )
    .aliases(&[
        "316278b3-87ac-444c-8f8f-a733a28da60f",
        "3db3f534-e3a3-487f-88c7-0a9fbf64b702",
        "CKV_AWS_209",
        "AMAZON_MQ_BROKER_ENCRYPTION_OPTIONS_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_mq_broker"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let owned = on.at("encryption_options.use_aws_owned_key");
        if owned.bool() == Some(false) {
            return Verdict::pass(owned.span(), "encrypted with a key of the account");
        }
        own_key::judge(on, scene, "encryption_options.kms_key_id", || {
            format!("broker `{}` is encrypted with a key that AWS owns", on.name)
        })
    }
}
