//! Dapr: which workloads use it, and with which Configuration.

pub(crate) use ringfort_check::facts::kube::{component_item as item, is_dapr};
use ringfort_check::model::kube::{Object, Workload};
use ringfort_check::{At, Node, Scene, Span, Verdict};

/// Does the workload's pod template ask for a sidecar (`dapr.io/enabled`)?
pub(crate) fn is_enabled(workload: &Workload, object: &Object) -> bool {
    let value = workload.annotation(object, "dapr.io/enabled").node().and_then(Node::scalar);
    matches!(value.as_deref(), Some("true" | "y" | "yes" | "on" | "1"))
}

/// The object of a workload with a sidecar.
pub(crate) fn enabled<'a>(workload: &Workload, scene: &Scene<'a>) -> Option<&'a Object> {
    scene.facts.object(workload).filter(|o| is_enabled(workload, o))
}

/// Is it the Configuration of the control plane?
pub(crate) fn is_control_plane(configuration: &Object) -> bool {
    &*configuration.name == "daprsystem"
}

/// The Configuration that the sidecar of `workload` loads, if one is named and was read.
pub(crate) fn configuration_of<'a>(
    workload: &Workload,
    object: &Object,
    scene: &Scene<'a>,
) -> Option<&'a Object> {
    let name = workload.annotation(object, "dapr.io/config").str()?;
    let ns = object.namespace.as_deref().unwrap_or("");
    let kube = &scene.facts.model.kube;
    let found = scene.facts.kube.find(kube, object.scope, "Configuration", ns, name);
    found.filter(|c| is_dapr(c))
}

/// The annotation `name` of the pod template, judged: absent, unknown, or its text.
pub(crate) fn required(
    workload: &Workload,
    scene: &Scene<'_>,
    name: &str,
    failure: impl FnOnce(&Object, Span) -> Verdict,
) -> Verdict {
    let Some(object) = enabled(workload, scene) else { return Verdict::NotApplicable };
    match workload.annotation(object, name) {
        At::Set(node) => Verdict::pass(node.span, format!("{name} is set")),
        At::Unknown(node) => Verdict::unknown(node.span, format!("{name} is not known")),
        At::Absent(_) => {
            let enabled = workload.annotation(object, "dapr.io/enabled").span();
            failure(object, enabled)
        }
    }
}
