//! EKS Secrets are not wrapped with a KMS key.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// EKS Secrets are not wrapped with a KMS key.
pub struct EksSecretsEncryption;

impl Check for EksSecretsEncryption {
    const META: Meta = Meta::new(
        "cloud/eks-secrets-encryption",
        "EKS Secrets are not wrapped with a KMS key",
        "cloud/etcd-kms-encryption",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.3.1", "OWASP-K8s-2025-K03", "MITRE-T1552.007"])
    .aliases(&[
        "63ebcb19-2739-4d3f-aa5c-e8bbb9b85281",
        "CKV_AWS_58",
        "AWS-0039",
        "EKS_CLUSTER_ENCRYPTION_RULE",
    ]);
    const TYPES: &'static [&'static str] = &["aws_eks_cluster"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let resources = on.at("encryption_config.resources");
        if resources.is_unknown() || on.at("encryption_config.provider").is_unknown() {
            return Verdict::unknown(resources.span(), "the encryption settings are not known");
        }
        let named = resources.list().iter().any(|n| n.as_str() == Some("secrets"));
        let key = on.at("encryption_config.provider.key_arn");
        if named && !key.is_absent() {
            return Verdict::pass(key.span(), "Secrets are wrapped with a key of your own");
        }
        let version = on.text("version", "latest");
        if let Some(true) = version.known().map(|v| encrypts_by_default(v)) {
            return Verdict::default(
                version.span(),
                "EKS wraps all API data with a key of its own from 1.28 on",
            );
        }
        Verdict::on(
            &version,
            |_| false,
            "EKS wraps all API data with a key of its own from 1.28 on",
            || {
                let v = version.known().map_or("", String::as_str);
                let message = format!(
                    "cluster `{}` runs {v} and names no key: its Secrets lie in etcd without envelope encryption",
                    on.name
                );
                Failure::new(version.span(), message)
            },
        )
    }
}

/// From 1.28 on EKS encrypts all API data with a key that it owns.
fn encrypts_by_default(version: &str) -> bool {
    let mut parts = version.split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= (1, 28),
        _ => version == "latest",
    }
}
