//! Pods and containers as messages and several checks need them.

use ringfort_check::model::Value;
use ringfort_check::model::kube::{Container, ContainerKind, Object, Workload};
use ringfort_check::{At, Edit, Failure, Node, Safety, Scene, Span, Verdict};

/// How a message names a container: "init container `migrate`".
pub(crate) fn called(on: &Container) -> String {
    let kind = match on.kind {
        ContainerKind::Init => "init container",
        ContainerKind::Sidecar => "sidecar",
        ContainerKind::Main => "container",
        ContainerKind::Ephemeral => "ephemeral container",
    };
    format!("{kind} `{}`", on.name)
}

/// A failure of a container, told apart by the container's name.
pub(crate) fn failure(on: &Container, at: Span, what: &str) -> Failure {
    Failure::new(at, format!("{} {what}", called(on))).key(&*on.name)
}

/// The failure with a replacement of a written value; nothing where the value is not written.
pub(crate) fn replacing<T>(failure: Failure, value: &Value<T>, text: &str) -> Failure {
    let Value::Set(_, at) = value else { return failure };
    let edit = Edit { at: *at, text: text.to_owned() };
    failure.fix(format!("write `{text}`"), vec![edit], Safety::Unsafe)
}

/// A setting that must be false, as the platform's default has it.
pub(crate) fn must_be_false(
    on: &Container,
    value: &Value<bool>,
    name: &str,
    what: &str,
) -> Verdict {
    Verdict::on(
        value,
        |v| !v,
        format!("`{name}` is not set"),
        || replacing(failure(on, value.span(), what), value, "false"),
    )
}

/// A pod setting that must be false, as the platform's default has it.
pub(crate) fn pod_must_be_false(value: &Value<bool>, name: &str, what: &str) -> Verdict {
    Verdict::on(
        value,
        |v| !v,
        format!("`{name}` is not set"),
        || replacing(Failure::new(value.span(), what), value, "false"),
    )
}

/// The pod spec's value at `path` of the pod that `on` belongs to.
pub(crate) fn spec<'a>(scene: &Scene<'a>, on: &Container, path: &str) -> Option<At<'a>> {
    let workload = scene.facts.workload(on)?;
    Some(pod_spec(scene, workload)?.at(path))
}

/// The pod spec of a workload.
pub(crate) fn pod_spec<'a>(scene: &Scene<'a>, workload: &Workload) -> Option<&'a Node> {
    workload.spec(object(scene, workload)?)
}

/// The object of a workload.
pub(crate) fn object<'a>(scene: &Scene<'a>, workload: &Workload) -> Option<&'a Object> {
    scene.facts.model.kube.object(workload.object)
}

/// Does the pod run on Windows, where the Linux settings do not exist (`spec.os.name`)?
pub(crate) fn is_windows(scene: &Scene<'_>, on: &Container) -> bool {
    spec(scene, on, "os.name").and_then(At::str) == Some("windows")
}

/// Does the pod have a user namespace of its own, so that its root is nobody on the node?
pub(crate) fn has_user_namespace(scene: &Scene<'_>, on: &Container) -> bool {
    scene.facts.workload(on).is_some_and(|w| w.pod.host_users.is(&false))
}

/// Does the workload run to an end (Job, CronJob) instead of serving?
pub(crate) fn is_job(scene: &Scene<'_>, on: &Container) -> bool {
    let object = scene.facts.workload(on).and_then(|w| object(scene, w));
    object.is_some_and(|o| matches!(&*o.kind, "Job" | "CronJob"))
}
