//! Production has no external secret store.

use ringfort_check::Project;
use ringfort_check::model::kube::{EnvSource, VolumeKind, Workload};
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Kinds that deliver secrets from a store outside the cluster, or encrypted.
const STORES: &[&str] = &[
    "ExternalSecret",
    "ClusterExternalSecret",
    "PushSecret",
    "SecretProviderClass",
    "SealedSecret",
    "VaultStaticSecret",
    "VaultDynamicSecret",
    "AzureKeyVaultSecret",
];

/// Workloads use Secrets, and no external store delivers them.
pub struct NoExternalSecretStore;

impl Check for NoExternalSecretStore {
    const META: Meta = Meta::new(
        "cluster/no-external-secret-store",
        "Production has no external secret store",
        "cluster/secrets-management",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.4.2", "CIS-EKS-4.4.2", "K8s-SecretsGoodPractices"])
    .aliases(&["b9c83569-459b-4110-8f79-6305aa33cb37", "C-0208"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let kube = &scene.facts.model.kube;
        let by_volume =
            |w: &Workload| w.pod.volumes.iter().any(|v| matches!(v.kind, VolumeKind::Secret(_)));
        let by_env = |w: &Workload| {
            let vars = w.containers.iter().flat_map(|c| c.env.iter().chain(&c.env_from));
            vars.into_iter().any(|v| matches!(v.source, EnvSource::Secret(..)))
        };
        let user = kube.workloads.iter().find(|w| by_volume(w) || by_env(w));
        let Some(user) = user.and_then(|w| scene.facts.object(w)).filter(|_| scene.is_prod())
        else {
            return Verdict::NotApplicable;
        };
        let store = STORES.iter().flat_map(|kind| scene.facts.objects(kind)).next();
        let vault = || {
            scene.facts.objects("Component").find(|c| {
                c.at("spec.type").str().is_some_and(|t| {
                    t.starts_with("secretstores.") && t != "secretstores.kubernetes"
                })
            })
        };
        if let Some(found) = store.or_else(vault) {
            Verdict::pass(found.head, format!("`{}` delivers secrets", found.resource))
        } else {
            let message =
                format!("`{}` uses Secrets, and no external store delivers them", user.name);
            Verdict::fail(Failure::new(user.head, message).related_to(
                user.head,
                "uses a Secret",
                user.resource.to_string(),
            ))
        }
    }
}
