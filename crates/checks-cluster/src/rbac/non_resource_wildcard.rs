//! Wildcards over paths of the API server.

use ringfort_check::model::kube::Role;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{operators, rbac};

/// `nonResourceURLs` lists `*`.
pub struct NonResourceWildcard;

impl Check for NonResourceWildcard {
    const META: Meta = Meta::new(
        "cluster/non-resource-wildcard",
        "ClusterRole allows every path of the API server",
        "cluster/rbac-least-privilege",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.1.3"]);
    type On = Role;

    fn run(on: &Role, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.model.kube.object(on.object) else {
            return Verdict::NotApplicable;
        };
        if !on.cluster || rbac::is_built_in(object) || operators::expects(object, "wildcard") {
            return Verdict::NotApplicable;
        }
        let all = |u: &str| matches!(u, "*" | "/*");
        let failures =
            on.rules.iter().filter(|r| r.urls.iter().any(|u| all(u))).take(1).map(|rule| {
                let at = rbac::place_of(object, rule, "nonResourceURLs", &["*", "/*"]);
                let message = format!(
                    "ClusterRole `{}` allows every path that is not a resource",
                    object.name
                );
                Failure::new(at, message)
            });
        Verdict::of(failures.collect(), object.head, "names the paths it allows")
    }
}
