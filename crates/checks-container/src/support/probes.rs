//! Probes.

use ringfort_check::model::kube::{Container, ContainerKind};
use ringfort_check::{At, Scene, Verdict};

use super::pod;

/// A main container of a workload that serves has the probe `field`.
pub(crate) fn required(on: &Container, scene: &Scene<'_>, field: &str, name: &str) -> Verdict {
    if on.kind != ContainerKind::Main || pod::is_job(scene, on) {
        return Verdict::NotApplicable;
    }
    match scene.facts.container_node(on).map(|n| n.at(field)) {
        None => Verdict::NotApplicable,
        Some(At::Set(node)) => Verdict::pass(node.span, format!("it has a {name} probe")),
        Some(At::Unknown(node)) => Verdict::unknown(node.span, node.cause().to_owned()),
        Some(At::Absent(_)) => {
            Verdict::fail(pod::failure(on, on.head, &format!("has no {name} probe")))
        }
    }
}
