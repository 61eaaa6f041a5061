//! Secret reaches the container as environment variable.

use ringfort_check::model::kube::Container;
use ringfort_check::model::kube::EnvSource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A Secret is handed over through `env` or `envFrom`.
pub struct SecretFromEnv;

impl Check for SecretFromEnv {
    const META: Meta = Meta::new(
        "cluster/secret-from-env",
        "Secret reaches the container as environment variable",
        "cluster/secrets-management",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.4.1", "K8s-SecretsGoodPractices"])
    .aliases(&[
        "3d658f8b-d988-41a0-a841-40043121de1e",
        "6d8f1a10-b6cd-48f0-b960-f7c535d5cdb8",
        "CKV_K8S_35",
        "C-0207",
        "read-secret-from-env-var",
        "SecretsAsEnvironmentVariables",
        "secrets-not-from-env-vars",
        "FG_R00494",
        "AC_K8S_0051",
    ]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let all = on.env.iter().chain(&on.env_from);
        let first =
            all.filter(|v| matches!(v.source, EnvSource::Secret(..))).map(|v| v.span).next();
        let failures = first.map(|at| {
            Failure::new(
                at,
                format!("container `{}` gets a Secret as environment variable", on.name),
            )
            .key(&*on.name)
        });
        Verdict::of(failures.into_iter().collect(), on.head, "no Secret is in its environment")
    }
}
