//! Application runs in a namespace of Kubernetes.

use ringfort_check::model::kube::Object;
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::operators;

/// A workload that is no part of the platform names kube-system, kube-public or kube-node-lease.
pub struct SystemNamespace;

impl Check for SystemNamespace {
    const META: Meta = Meta::new(
        "cluster/system-namespace",
        "Application runs in a namespace of Kubernetes",
        "cluster/namespace-isolation",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["CIS-K8s-5.6.1", "NSA-PodSecurity"])
    .aliases(&["KSV-0037"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.object(on) else { return Verdict::NotApplicable };
        let system = matches!(
            object.namespace.as_deref(),
            Some("kube-system" | "kube-public" | "kube-node-lease")
        );
        if !system {
            let at = object.at("metadata.namespace").span();
            return Verdict::pass(at, "is not in a namespace of Kubernetes");
        }
        if is_platform(object, on) {
            return Verdict::NotApplicable;
        }
        let at = object.at("metadata.namespace").span();
        let ns = object.namespace.as_deref().unwrap_or("");
        Verdict::fail(Failure::new(
            at,
            format!("`{}` runs in `{ns}`, among the parts of Kubernetes", object.name),
        ))
    }
}

/// Labels and names of what clusters and their add-ons run there.
fn is_platform(object: &Object, workload: &Workload) -> bool {
    const PARTS: &[&str] = &[
        "kube-",
        "coredns",
        "etcd",
        "metrics-server",
        "calico",
        "canal",
        "cilium",
        "flannel",
        "antrea",
        "weave",
        "aws-",
        "ebs-",
        "efs-",
        "azure",
        "csi-",
        "gke-",
        "konnectivity",
        "cloud-",
        "snapshot-controller",
        "node-",
        "nvidia-",
        "vpa-",
        "cluster-",
        "storage-provisioner",
        "kindnet",
        "local-path",
        "svclb",
        "tiller",
    ];
    let labelled = object.label("k8s-app").is_some()
        || workload.label("k8s-app").is_some()
        || workload.label("tier") == Some("control-plane")
        || object.label("addonmanager.kubernetes.io/mode").is_some();
    labelled || PARTS.iter().any(|p| object.name.starts_with(p)) || operators::is_known(object)
}
