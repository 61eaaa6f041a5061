//! Where a kind keeps its pod.

use ringfort_source::Node;

/// Paths to the pod spec and the pod's metadata.
pub(super) struct Paths {
    pub(super) pod: &'static str,
    pub(super) meta: &'static str,
}

const POD: Paths = Paths { pod: "spec", meta: "metadata" };
const TEMPLATE: Paths = Paths { pod: "spec.template.spec", meta: "spec.template.metadata" };
const CRON: Paths = Paths {
    pod: "spec.jobTemplate.spec.template.spec",
    meta: "spec.jobTemplate.spec.template.metadata",
};
const POD_TEMPLATE: Paths = Paths { pod: "template.spec", meta: "template.metadata" };

/// The paths of an object that holds a pod: by kind for Kubernetes' own, by shape for custom kinds.
/// `None` where it holds none.
pub(super) fn paths(kind: &str, root: &Node) -> Option<Paths> {
    match kind {
        "Pod" => Some(POD),
        "CronJob" => Some(CRON),
        "PodTemplate" => Some(POD_TEMPLATE),
        "Deployment"
        | "StatefulSet"
        | "DaemonSet"
        | "ReplicaSet"
        | "ReplicationController"
        | "Job"
        | "DeploymentConfig"
        | "Rollout" => Some(TEMPLATE),
        _ => [TEMPLATE, CRON].into_iter().find(|p| has_containers(root, p.pod)),
    }
}

fn has_containers(root: &Node, pod: &str) -> bool {
    let containers = root.at(pod).key("containers");
    containers.list().iter().any(|c| c.get("image").is_some() || c.get("name").is_some())
}
