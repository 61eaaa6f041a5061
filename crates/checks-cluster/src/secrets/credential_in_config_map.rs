//! ConfigMap holds a credential.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::credentials;

/// A value of a ConfigMap is a credential.
pub struct CredentialInConfigMap;

impl Check for CredentialInConfigMap {
    const META: Meta = Meta::new(
        "cluster/credential-in-config-map",
        "ConfigMap holds a credential",
        "cluster/secrets-management",
        Severity::High,
    )
    .gate()
    .frameworks(&[
        "CIS-K8s-5.4.1",
        "K8s-SecretsGoodPractices",
        "OWASP-K8s-2025-K03",
        "MITRE-T1552.007",
    ])
    .aliases(&["KSV-01010", "KSV-0109", "sensitiveConfigmapContent"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["ConfigMap"];

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let values = on.at("data").node();
        let failures = credentials::in_map(values).into_iter().map(|found| {
            let message = format!(
                "ConfigMap `{}` holds a credential ({}) under `{}`: {}",
                on.name, found.title, found.key, found.redacted
            );
            Failure::new(found.at, message).key(found.key)
        });
        Verdict::of(failures.collect(), on.head, "holds no credential")
    }
}
