//! Workloads share a ServiceAccount.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// Two workloads of different function run as the same ServiceAccount.
pub struct SharedServiceAccount;

impl Check for SharedServiceAccount {
    const META: Meta = Meta::new(
        "cluster/shared-service-account",
        "Workloads share a ServiceAccount",
        "cluster/service-account-hygiene",
        Severity::Low,
    )
    .frameworks(&["K8s-AppChecklist-SA", "OWASP-K8s-2025-K02"])
    .aliases(&["c1032cf7-3628-44e2-bd53-38c17cf31b6b", "f74b9c43-161a-4799-bc95-0b0ec81801b9"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::application_workload(scene, on) else {
            return Verdict::NotApplicable;
        };
        let Some(name) = on.pod.service_account.known().filter(|n| *n != "default") else {
            return Verdict::NotApplicable;
        };
        let kube = &scene.facts.model.kube;
        let same = |w: &&Workload| w.pod.service_account.known() == Some(name) && w.id != on.id;
        let others = kube.workloads.iter().filter(same).filter_map(|w| kube.object(w.object));
        let first = others.filter(|o| place::together(o, object)).min_by_key(|o| o.id);
        match first {
            Some(other) if other.id < object.id => {
                let message =
                    format!("`{}` and `{}` share ServiceAccount `{name}`", other.name, object.name);
                let failure = Failure::new(on.pod.service_account.span(), message);
                Verdict::fail(failure.related_to(
                    other.head,
                    "the other",
                    other.resource.to_string(),
                ))
            }
            _ => Verdict::pass(on.pod.service_account.span(), "the account is its own"),
        }
    }
}
