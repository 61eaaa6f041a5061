//! Container environment holds a credential.

use ringfort_check::facts::secrets;
use ringfort_check::model::kube::Container;
use ringfort_check::model::kube::EnvSource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// The literal value of a variable is a credential.
pub struct CredentialInEnv;

impl Check for CredentialInEnv {
    const META: Meta = Meta::new(
        "cluster/credential-in-env",
        "Container environment holds a credential",
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
    .aliases(&["C-0259", "env-var-secret", "sensitiveContainerEnvVar"]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let mut unknown = None;
        let mut failures = vec![];
        for var in &on.env {
            let EnvSource::Literal(value) = &var.source else { continue };
            let Some(text) = value.known() else {
                unknown =
                    unknown.or(secrets::is_credential_name(&var.name).then_some(value.span()));
                continue;
            };
            if let Some(hit) = secrets::judge(Some(&var.name), text) {
                let message = format!(
                    "variable `{}` of container `{}` holds a credential ({}): {}",
                    var.name,
                    on.name,
                    hit.title,
                    secrets::redact(text)
                );
                failures.push(
                    Failure::new(value.span(), message).key(format!("{}/{}", on.name, var.name)),
                );
            }
        }
        match unknown {
            Some(at) if failures.is_empty() => Verdict::unknown(at, "the value is not known"),
            _ => Verdict::of(failures, on.head, "no variable holds a credential"),
        }
    }
}
