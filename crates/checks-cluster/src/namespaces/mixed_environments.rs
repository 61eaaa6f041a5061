//! Production and test share a namespace.

use ringfort_check::facts::kube::Namespace;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// Labels that name the environment of a workload.
const LABELS: &[&str] =
    &["environment", "env", "app.kubernetes.io/environment", "stage", "tags.datadoghq.com/env"];

/// Is it a name of production? `None` for words that are no environment.
fn is_production(stage: &str) -> Option<bool> {
    match stage.to_ascii_lowercase().as_str() {
        "prod" | "production" | "live" | "prd" => Some(true),
        "dev" | "development" | "test" | "testing" | "staging" | "stage" | "qa" | "sandbox"
        | "preview" => Some(false),
        _ => None,
    }
}

/// A namespace holds workloads labelled for production and for another environment.
pub struct MixedEnvironments;

impl Check for MixedEnvironments {
    const META: Meta = Meta::new(
        "cluster/mixed-environments",
        "Production and test share a namespace",
        "cluster/namespace-isolation",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["NSA-PodSecurity", "SP800-190-4.3.4"]);
    type On = Namespace;

    fn run(on: &Namespace, scene: &Scene<'_>) -> Verdict {
        let kube = &scene.facts.model.kube;
        let workloads = on.workloads.iter().filter_map(|id| kube.workload(*id));
        let labelled: Vec<_> = workloads
            .filter_map(|w| {
                let object = scene.facts.object(w)?;
                let stage = LABELS.iter().find_map(|l| w.label(l).or(object.label(l)))?;
                Some((object, is_production(stage)?))
            })
            .collect();
        let production = labelled.iter().find(|(_, p)| *p);
        let other = labelled.iter().find(|(_, p)| !*p);
        match (production, other) {
            (Some((live, _)), Some((test, _))) => {
                let message = format!(
                    "`{}` (production) and `{}` (not production) share {}",
                    live.name,
                    test.name,
                    place::name_of(&on.name)
                );
                let failure = Failure::new(test.head, message);
                Verdict::fail(failure.related_to(
                    live.head,
                    "production",
                    live.resource.to_string(),
                ))
            }
            (None, None) => Verdict::NotApplicable,
            _ => Verdict::pass(on.at, "holds one kind of environment"),
        }
    }
}
