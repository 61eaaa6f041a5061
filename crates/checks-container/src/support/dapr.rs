//! The sidecar that Dapr injects.

use ringfort_check::model::kube::Workload;
use ringfort_check::{At, Failure, Scene, Verdict};

use super::pod;

/// A pod with a Dapr sidecar has the annotation `name`, which limits the sidecar's `resource`.
pub(crate) fn required(on: &Workload, scene: &Scene<'_>, name: &str, resource: &str) -> Verdict {
    let Some(object) = pod::object(scene, on) else { return Verdict::NotApplicable };
    let enabled = on.annotation(object, "dapr.io/enabled");
    if !matches!(enabled.str(), Some("true" | "yes" | "y" | "on" | "1")) {
        return Verdict::NotApplicable;
    }
    match on.annotation(object, name) {
        At::Set(node) => Verdict::pass(node.span, format!("{name} is set")),
        At::Unknown(node) => Verdict::unknown(node.span, node.cause().to_owned()),
        At::Absent(_) => {
            let message = format!("the Dapr sidecar has no {resource} limit ({name})");
            Verdict::fail(Failure::new(enabled.span(), message))
        }
    }
}
