//! Replicas that maintenance may stop all at once.

use ringfort_check::model::kube::{Object, Selector, Workload};
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::place;

/// A workload of several replicas has no `PodDisruptionBudget`.
pub struct NoDisruptionBudget;

const KINDS: &[&str] = &["Deployment", "StatefulSet", "DeploymentConfig", "Rollout"];

impl Check for NoDisruptionBudget {
    const META: Meta = Meta::new(
        "cluster/no-disruption-budget",
        "Maintenance may stop all replicas at once",
        "cluster/namespace-isolation",
        Severity::Info,
    )
    .frameworks(&["K8s-Disruptions"])
    .aliases(&[
        "1db3a5a5-bf75-44e5-9e44-c56cfc8b1ac5",
        "7249e3b0-9231-4af3-bc5f-5daf4988ecbf",
        "a05331ee-1653-45cb-91e6-13637a76e4f0",
        "b23e9b98-0cb6-4fc9-b257-1f3270442678",
        "missingPodDisruptionBudget",
        "Deployment_has_PodDisruptionBudget",
        "StatefulSet_has_PodDisruptionBudget",
        "require-pdb",
    ]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::object(scene, on.object) else { return Verdict::NotApplicable };
        let several = match object.at("spec.replicas") {
            At::Set(node) => node.as_i64().is_some_and(|n| n > 1),
            At::Absent(_) => is_scaled(object, scene),
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
        };
        if !several || !KINDS.contains(&&*object.kind) {
            return Verdict::NotApplicable;
        }
        let near =
            scene.facts.objects("PodDisruptionBudget").filter(|b| place::together(b, object));
        let budgets: Vec<(&Object, Option<bool>)> = near.map(|b| (b, covers(b, on))).collect();
        if let Some((budget, _)) = budgets.iter().find(|(_, covers)| *covers == Some(true)) {
            return Verdict::pass(budget.head, format!("`{}` limits disruptions", budget.name));
        }
        if let Some((budget, _)) = budgets.iter().find(|(_, covers)| covers.is_none()) {
            return Verdict::unknown(budget.head, "whom this budget selects is not known");
        }
        let message = format!("no PodDisruptionBudget covers {} `{}`", object.kind, object.name);
        Verdict::fail(Failure::new(object.head, message))
    }
}

/// Does an autoscaler keep more than one replica of it?
fn is_scaled(object: &Object, scene: &Scene<'_>) -> bool {
    let near =
        scene.facts.objects("HorizontalPodAutoscaler").filter(|h| place::together(h, object));
    near.into_iter().any(|h| {
        let target = h.at("spec.scaleTargetRef");
        target.key("kind").str() == Some(&*object.kind)
            && target.key("name").str() == Some(&*object.name)
            && h.at("spec.minReplicas").node().and_then(Node::as_i64).is_some_and(|n| n > 1)
    })
}

/// Does the budget select the workload's pods? One without a selector selects none.
fn covers(budget: &Object, on: &Workload) -> Option<bool> {
    let at = budget.at("spec.selector");
    if at.is_absent() {
        return Some(false);
    }
    Selector::read(at).matches(&on.labels)
}
