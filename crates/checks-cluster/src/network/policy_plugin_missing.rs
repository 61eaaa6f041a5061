//! Network plugin does not enforce NetworkPolicies.

use ringfort_check::facts::kube::{NetworkPlugin, network_plugins};
use ringfort_check::{Check, Failure, Meta, Project, Scene, Severity, Verdict};

/// NetworkPolicies stand beside a network plugin that ignores them.
pub struct PolicyPluginMissing;

impl Check for PolicyPluginMissing {
    const META: Meta = Meta::new(
        "cluster/policy-plugin-missing",
        "Network plugin does not enforce NetworkPolicies",
        "cluster/network-policy-enforcement",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.3.1", "CIS-EKS-4.3.1", "CIS-GKE-4.3.1", "OWASP-K8s-2025-K05"])
    .aliases(&["03aabc8c-35d6-481e-9c85-20139cf72d23", "C-0205"]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let kube = &scene.facts.model.kube;
        let policy = kube.policies.first().and_then(|p| kube.object(p.object));
        let found = network_plugins(&scene.facts.model, &|_| true);
        if let Some(plugin) = found.iter().find(|p| p.enforces == Some(true)) {
            return Verdict::pass(
                plugin.at,
                "a network plugin that enforces policies is installed",
            );
        }
        let ignores = found.iter().find(|p| p.enforces == Some(false));
        match (ignores.or(found.first()), policy) {
            (Some(plugin), _) => {
                let NetworkPlugin { name, resource, at, .. } = plugin;
                let message = format!("`{resource}` sets up {name}, which ignores policies");
                let failure = Failure::new(*at, message).on(resource.as_str());
                Verdict::fail(policy.into_iter().fold(failure, |f, p| {
                    f.related_to(p.head, "has no effect", p.resource.to_string())
                }))
            }
            (None, Some(p)) => Verdict::unknown(
                p.head,
                "no network plugin was read: nothing shows who enforces policies",
            ),
            (None, None) => Verdict::NotApplicable,
        }
    }
}
