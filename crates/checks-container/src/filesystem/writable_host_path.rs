//! Paths of the node that a container may write to.

use ringfort_check::model::Value;
use ringfort_check::model::kube::{Container, Mount, VolumeKind};
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A `hostPath` volume is mounted without `readOnly`.
pub struct WritableHostPath;

impl Check for WritableHostPath {
    const META: Meta = Meta::new(
        "container/writable-host-path",
        "Container may write to a path of the node",
        "container/host-filesystem-isolation",
        Severity::High,
    )
    .frameworks(&["CIS-K8s-5.2.11", "CIS-Docker-5.6", "MS-TA9013"])
    .aliases(&[
        "a62a99d1-8196-432f-8f80-3c100b05d62a",
        "b7652612-de4e-4466-a0bf-1cd81f0c6063",
        "C-0045",
        "writable-host-mount",
        "ensure-readonly-hostpath",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let Some(workload) = scene.facts.workload(on) else { return Verdict::NotApplicable };
        let is_host = |m: &&Mount| {
            workload
                .volume(&m.volume)
                .is_some_and(|v| matches!(v.kind, VolumeKind::HostPath { .. }))
        };
        let verdicts = on.mounts.iter().filter(is_host).map(|m| judge(on, m));
        verdicts.fold(Verdict::NotApplicable, Verdict::and)
    }
}

fn judge(on: &Container, mount: &Mount) -> Verdict {
    Verdict::on(
        &mount.read_only,
        |v| *v,
        "the path is mounted read-only",
        || {
            let at = match mount.read_only {
                Value::Set(_, at) => at,
                _ => mount.span,
            };
            let what = format!("may write to the node through `{}`", mount.path);
            let failure = pod::failure(on, at, &what).key(format!("{}:{}", on.name, mount.path));
            pod::replacing(failure, &mount.read_only, "true")
        },
    )
}
