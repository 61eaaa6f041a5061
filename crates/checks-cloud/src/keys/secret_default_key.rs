//! Secret is encrypted with the key that all services share.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::own_key;

/// Secret is encrypted with the key that all services share.
pub struct SecretDefaultKey;

impl Check for SecretDefaultKey {
    const META: Meta = Meta::new(
        "cloud/secret-default-key",
        "Secret is encrypted with the key that all services share",
        "cloud/key-management",
        Severity::Low,
    )
    .frameworks(&["ASVS-5.0-V13.3.1"])
    .aliases(&[
        "a2f548f2-188c-4fff-b172-e9a6acb216bd",
        "b0d3ef3f-845d-4b1b-83d6-63a5a380375f",
        "c8ae9ba9-c2f7-4e5c-b32e-a4b7712d4d22",
        "CKV_AWS_149",
        "AWS-0098",
        "SECRETSMANAGER_USING_CMK",
    ]);
    const TYPES: &'static [&'static str] = &["aws_secretsmanager_secret"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        own_key::judge(on, scene, "kms_key_id", || {
            format!(
                "secret `{}` uses the default key: whoever may read the secret may decrypt it",
                on.name
            )
        })
    }
}
