//! Container gets permanent cloud keys.

use ringfort_check::model::kube::EnvSource;
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Container gets permanent cloud keys.
pub struct StaticCredentialsInPod;

impl Check for StaticCredentialsInPod {
    const META: Meta = Meta::new(
        "cloud/static-credentials-in-pod",
        "Container gets permanent cloud keys",
        "cloud/workload-identity",
        Severity::High,
    )
    .frameworks(&["OWASP-K8s-2025-K08", "MITRE-T1552.005", "MS-TA9020"]);

    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        let vars = on.containers.iter().flat_map(|c| c.env.iter().map(move |e| (c, e)));
        let mut failures = vec![];
        for (container, var) in vars.filter(|(_, e)| NAMES.contains(&&*e.name)) {
            let from = match &var.source {
                EnvSource::Literal(value)
                    if value.known().is_some_and(std::string::String::is_empty) =>
                {
                    continue;
                }
                EnvSource::Literal(_) => "the manifest",
                EnvSource::Secret(..) => "a Secret",
                EnvSource::ConfigMap(..) => "a ConfigMap",
                EnvSource::Field => continue,
            };
            let message = format!(
                "container `{}` gets `{}` from {from}: a permanent key instead of a role",
                container.name, var.name
            );
            failures.push(
                Failure::new(var.span, message).key(format!("{} {}", container.name, var.name)),
            );
        }
        if failures.is_empty() { Verdict::NotApplicable } else { Verdict::Fail(failures) }
    }
}

/// Variables that carry permanent credentials of a cloud. A key id without its secret counts: one comes with the other.
const NAMES: [&str; 5] = [
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AZURE_CLIENT_SECRET",
    "AZURE_STORAGE_KEY",
    "GOOGLE_CREDENTIALS",
];
