//! Agent on every node can read all Secrets.

use ringfort_check::facts::kube::rights;
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::place;

/// The account of a DaemonSet reads Secrets of the whole cluster.
pub struct PowerfulDaemonAccount;

impl Check for PowerfulDaemonAccount {
    const META: Meta = Meta::new(
        "cluster/powerful-daemon-account",
        "Agent on every node can read all Secrets",
        "cluster/service-account-hygiene",
        Severity::High,
    )
    .frameworks(&["MS-TA9016", "OWASP-K8s-2025-K02"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = place::application_workload(scene, on) else {
            return Verdict::NotApplicable;
        };
        if &*object.kind != "DaemonSet" {
            return Verdict::NotApplicable;
        }
        let kube = &scene.facts.model.kube;
        let grants = scene.facts.kube.grants_of_workload(kube, on);
        let strong = grants.iter().filter(|g| g.binding.cluster).find(|g| {
            let reads = |r: &_| ["get", "list"].iter().any(|v| rights::allows(r, v, "", "secrets"));
            g.role.rules().is_some_and(|rules| rules.iter().any(reads))
        });
        let failures = strong.map(|grant| {
            let message = format!(
                "DaemonSet `{}` can read every Secret of the cluster from every node",
                object.name
            );
            Failure::new(object.head, message).related(grant.binding.role_span, "through this role")
        });
        Verdict::of(
            failures.into_iter().collect(),
            object.head,
            "its account does not read all Secrets",
        )
    }
}
