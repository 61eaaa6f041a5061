//! Workloads and pods. Defaults are those of the Kubernetes API reference, core/v1 PodSpec.

use ringfort_model::Value;
use ringfort_model::kube::{Container, Object, Pod, Volume, VolumeKind, Workload, WorkloadId};
use ringfort_source::{At, Node};

use super::{container, labels, template};

/// The workload that `object` is, if it holds a pod.
pub(super) fn workload(object: &Object, count: usize) -> Option<Workload> {
    let paths = template::paths(&object.kind, &object.root)?;
    let spec = object.root.at(paths.pod).node()?;
    let id = WorkloadId(count as u32);
    let meta = object.root.at(paths.meta).node();
    let mut containers: Vec<Container> = ["initContainers", "containers", "ephemeralContainers"]
        .into_iter()
        .flat_map(|field| container::containers(spec, meta, id, field))
        .collect();
    // Most pods have one container, and room for four would be most of their memory.
    containers.shrink_to_fit();
    Some(Workload {
        id,
        object: object.id,
        pod_path: paths.pod,
        meta_path: paths.meta,
        labels: labels(meta.and_then(|m| m.get("labels"))),
        pod: pod(spec),
        containers,
    })
}

fn pod(spec: &Node) -> Pod {
    let account = match spec.at("serviceAccountName") {
        At::Absent(_) => spec.at("serviceAccount"),
        at => at,
    };
    Pod {
        span: spec.span,
        service_account: Value::text(account, "default"),
        automount: Value::read(spec.at("automountServiceAccountToken"), None, |n| {
            n.as_bool().map(Some)
        }),
        host_network: Value::bool(spec.at("hostNetwork"), false),
        host_pid: Value::bool(spec.at("hostPID"), false),
        host_ipc: Value::bool(spec.at("hostIPC"), false),
        host_users: Value::bool(spec.at("hostUsers"), true),
        share_process_namespace: Value::bool(spec.at("shareProcessNamespace"), false),
        volumes: spec.at("volumes").list().iter().map(volume).collect(),
    }
}

fn volume(node: &Node) -> Volume {
    let name = node.at("name").str().unwrap_or("").into();
    let text = |path: &str| node.at(path).node().and_then(Node::scalar).unwrap_or_default();
    let field = node.entries().iter().find(|e| &*e.key != "name");
    let kind = match field.map(|e| &*e.key) {
        Some("hostPath") => {
            VolumeKind::HostPath { path: Value::text(node.at("hostPath.path"), "") }
        }
        Some("emptyDir") => VolumeKind::EmptyDir {
            limited: !node.at("emptyDir.sizeLimit").is_absent(),
            memory: node.at("emptyDir.medium").str() == Some("Memory"),
        },
        Some("secret") => VolumeKind::Secret(text("secret.secretName").into()),
        Some("configMap") => VolumeKind::ConfigMap(text("configMap.name").into()),
        Some("persistentVolumeClaim") => {
            VolumeKind::Claim(text("persistentVolumeClaim.claimName").into())
        }
        Some("projected") => VolumeKind::Projected,
        Some(other) => VolumeKind::Other(other.into()),
        None => VolumeKind::Other("".into()),
    };
    Volume { name, kind, span: node.span }
}
