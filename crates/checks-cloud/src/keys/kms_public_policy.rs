//! Key of KMS is open to everyone.

use ringfort_check::facts::cloud::iam::Policy;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::identity;

/// Key of KMS is open to everyone.
pub struct KmsPublicPolicy;

impl Check for KmsPublicPolicy {
    const META: Meta = Meta::new(
        "cloud/kms-public-policy",
        "Key of KMS is open to everyone",
        "cloud/key-management",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["MITRE-T1555.006"])
    .aliases(&[
        "5b9d237a-57d5-4177-be0e-71434b0fef47",
        "7ebc9038-0bde-479a-acc4-6ed7b6758899",
        "da905474-7454-43c0-b8d2-5756ab951aba",
        "f6049677-ec4a-43af-8779-5190b6d03cba",
        "CKV_AWS_33",
        "FG_R00252",
        "AC_AWS_0482",
        "KMS_NO_WILDCARD_PRINCIPAL",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_kms_key", "aws_kms_key_policy", "aws_kms_external_key", "aws_kms_replica_key"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let Some(policy) = Policy::read(on.at("policy")) else {
            return Verdict::default(on.header, "the default policy trusts the own account only");
        };
        identity::policy(&policy, "the policy names who may use the key", |s| {
            identity::strangers(s, "the key")
        })
    }
}
