//! Pod mounts the data or keys of etcd.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use ringfort_check::model::kube::VolumeKind;

/// Pod mounts the data or keys of etcd.
pub struct EtcdHostPath;

impl Check for EtcdHostPath {
    const META: Meta = Meta::new(
        "cluster/etcd-host-path",
        "Pod mounts the data or keys of etcd",
        "cluster/etcd-security",
        Severity::High,
    )
    .frameworks(&["K8s-APIBypass-etcd"]);

    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let paths = on.pod.volumes.iter().filter_map(|v| match &v.kind {
            VolumeKind::HostPath { path } => Some(path),
            _ => None,
        });
        let paths: Vec<&Value<String>> = paths.collect();
        let runs_it = scene.facts.kube.components.iter().any(|c| c.object == on.object);
        if paths.is_empty() || runs_it {
            return Verdict::NotApplicable;
        }
        let name = scene.facts.object(on).map_or("", |o| &*o.name);
        let verdicts = paths.into_iter().map(|path| {
            Verdict::on(
                path,
                |p| !is_etcd(p),
                "not a path of etcd",
                || {
                    let shown = path.known().map_or("", String::as_str);
                    let message =
                        format!("`{name}` mounts `{shown}` of the node, which belongs to etcd");
                    Failure::new(path.span(), message).key(shown)
                },
            )
        });
        verdicts.fold(Verdict::NotApplicable, Verdict::and)
    }
}

fn is_etcd(path: &str) -> bool {
    let path = path.trim_end_matches('/');
    ["/var/lib/etcd", "/etc/kubernetes/pki"].iter().any(|root| {
        path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }) || path == "/etc/kubernetes"
}
