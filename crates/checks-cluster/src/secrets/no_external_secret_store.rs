//! Production has no external secret store.

use ringfort_check::Project;
use ringfort_check::model::kube::{EnvSource, Object, VolumeKind, Workload};
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

/// How many users of Secrets a finding names.
const NAMED: usize = 8;

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
        let users = users(scene);
        let Some(user) = users.first().filter(|_| scene.is_prod()) else {
            return Verdict::NotApplicable;
        };
        if let Some(found) = store(scene) {
            return Verdict::pass(found.head, format!("`{}` delivers secrets", found.resource));
        }
        let verb = if &*user.kind == "Secret" { "is a Secret" } else { "uses Secrets" };
        let message = format!("`{}` {verb}, and no external store delivers them", user.name);
        let note = |o: &Object| if &*o.kind == "Secret" { "a Secret" } else { "uses a Secret" };
        let named = users.iter().take(NAMED);
        Verdict::fail(named.fold(Failure::new(user.head, message), |failure, user| {
            failure.related_to(user.head, note(user), user.resource.to_string())
        }))
    }
}

/// What uses Secrets: the workloads, then the Secrets themselves where people write them.
fn users<'a>(scene: &Scene<'a>) -> Vec<&'a Object> {
    let kube = &scene.facts.model.kube;
    let by_volume =
        |w: &Workload| w.pod.volumes.iter().any(|v| matches!(v.kind, VolumeKind::Secret(_)));
    let by_env = |w: &Workload| {
        let vars = w.containers.iter().flat_map(|c| c.env.iter().chain(&c.env_from));
        vars.into_iter().any(|v| matches!(v.source, EnvSource::Secret(..)))
    };
    let workloads = kube.workloads.iter().filter(|w| by_volume(w) || by_env(w));
    let workloads = workloads.filter_map(|w| scene.facts.object(w));
    // Tokens are made by the cluster itself.
    let written = |o: &&Object| o.at("type").str() != Some("kubernetes.io/service-account-token");
    workloads.chain(scene.facts.objects("Secret").filter(written)).collect()
}

/// What delivers secrets from elsewhere.
fn store<'a>(scene: &Scene<'a>) -> Option<&'a Object> {
    let outside = |t: &str| t.starts_with("secretstores.") && t != "secretstores.kubernetes";
    let vault = |o: &&Object| o.at("spec.type").str().is_some_and(outside);
    let mut stores = STORES.iter().flat_map(|kind| scene.facts.objects(kind));
    stores.next().or_else(|| scene.facts.objects("Component").find(vault))
}
