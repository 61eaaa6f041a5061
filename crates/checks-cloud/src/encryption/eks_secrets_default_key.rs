//! EKS Secrets have no key of your own.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::settings;

/// EKS Secrets have no key of your own.
pub struct EksSecretsDefaultKey;

impl Check for EksSecretsDefaultKey {
    const META: Meta = Meta::new(
        "cloud/eks-secrets-default-key",
        "EKS Secrets have no key of your own",
        "cloud/etcd-kms-encryption",
        Severity::Info,
    )
    .aliases(&[
        "63ebcb19-2739-4d3f-aa5c-e8bbb9b85281",
        "CKV_AWS_58",
        "AWS-0039",
        "EKS_CLUSTER_ENCRYPTION_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        if on.at("encryption_config").is_unknown() {
            return Verdict::unknown(
                on.at("encryption_config").span(),
                "the encryption settings are not known",
            );
        }
        let resources = on.at("encryption_config.resources");
        let named = resources.list().iter().any(|n| n.as_str() == Some("secrets"));
        let key = on.at("encryption_config.provider.key_arn");
        if (named || resources.is_unknown()) && !key.is_absent() {
            return settings::present(
                on,
                "encryption_config.provider.key_arn",
                "a key of your own wraps Secrets",
                || message(on),
            );
        }
        Verdict::fail(Failure::new(on.header, message(on)))
    }
}

fn message(on: &Resource) -> String {
    format!("cluster `{}` names no key of your own for its Secrets", on.name)
}
