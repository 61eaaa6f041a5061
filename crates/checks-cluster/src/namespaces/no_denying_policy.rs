//! No admission policy refuses anything.

use ringfort_check::Project;
use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Node, Scene, Severity, Verdict};

use crate::support::{admission, place};

/// Workloads are deployed and no policy mechanism is in deny mode.
pub struct NoDenyingPolicy;

impl Check for NoDenyingPolicy {
    const META: Meta = Meta::new(
        "cluster/no-denying-policy",
        "No admission policy refuses anything",
        "cluster/admission-policy",
        Severity::Medium,
    )
    .gate()
    .frameworks(&[
        "CIS-K8s-5.2.1",
        "CIS-K8s-5.5.1",
        "OWASP-K8s-2025-K04",
        "K8s-SecChecklist-admission",
    ]);
    type On = Project;

    fn run(_: &Project, scene: &Scene<'_>) -> Verdict {
        let kube = &scene.facts.model.kube;
        let policies: Vec<_> = kube.objects.iter().filter(|o| admission::is_policy(o)).collect();
        if let Some(policy) = policies.iter().find(|p| admission::denies(p)) {
            return Verdict::pass(
                policy.head,
                format!("`{}` refuses what breaks it", policy.resource),
            );
        }
        let open = |p: &&&Object| p.at("spec").node().is_none_or(Node::has_unknown);
        if let Some(policy) = policies.iter().find(open) {
            return Verdict::unknown(policy.head, "part of this policy is not known");
        }
        if let Some(policy) = policies.first() {
            let message =
                format!("{} policies only warn or audit, `{}` first", policies.len(), policy.name);
            return Verdict::fail(
                Failure::new(policy.head, message).on(policy.resource.to_string()),
            );
        }
        let apps = kube.workloads.iter().filter_map(|w| place::application_workload(scene, w));
        match apps.into_iter().find(|_| scene.is_prod()) {
            None => Verdict::NotApplicable,
            Some(app) => Verdict::unknown(
                app.head,
                "no admission policy was read; the cluster may have some",
            ),
        }
    }
}
