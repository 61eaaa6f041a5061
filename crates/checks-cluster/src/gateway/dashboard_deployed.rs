//! Kubernetes Dashboard is deployed.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// A container runs the Kubernetes Dashboard.
pub struct DashboardDeployed;

impl Check for DashboardDeployed {
    const META: Meta = Meta::new(
        "cluster/dashboard-deployed",
        "Kubernetes Dashboard is deployed",
        "cluster/service-exposure",
        Severity::Medium,
    )
    .frameworks(&["CIS-GKE-5.10.1", "OWASP-K8s-2025-K06"])
    .aliases(&["d2ad057f-0928-41ef-a83c-f59203bb855b", "CKV_K8S_33", "AC_K8S_0067"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let image = |i: &String| i.contains("kubernetes-dashboard") || i.contains("kubernetesui");
        let labels = scene.facts.workload(on).is_some_and(|w| {
            ["app", "k8s-app"].iter().any(|l| w.label(l) == Some("kubernetes-dashboard"))
        });
        if labels {
            return Verdict::fail(failure(on));
        }
        Verdict::on(&on.image, |i| !image(i), "is not the Kubernetes Dashboard", || failure(on))
    }
}

fn failure(container: &Container) -> Failure {
    let message = format!("container `{}` runs the Kubernetes Dashboard", container.name);
    Failure::new(container.image.span(), message).key(&*container.name)
}
