//! A memory limit above the request.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A container may use more memory than is set aside for it.
pub struct MemoryOvercommitted;

impl Check for MemoryOvercommitted {
    const META: Meta = Meta::new(
        "container/memory-overcommitted",
        "Container may use more memory than is set aside for it",
        "container/memory-limits",
        Severity::Info,
    )
    .frameworks(&["K8s-4C-Cluster-QoS"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let Some(node) = scene.facts.container_node(on) else { return Verdict::NotApplicable };
        let request = node.at("resources.requests.memory");
        let limit = node.at("resources.limits.memory");
        let (Some(a), Some(b)) = (request.node(), limit.node()) else {
            return Verdict::NotApplicable;
        };
        match (a.scalar(), b.scalar()) {
            (Some(request), Some(limit)) if request != limit => {
                let what = format!("requests {request} of memory but may use {limit}");
                Verdict::fail(pod::failure(on, b.span, &what))
            }
            _ => Verdict::pass(b.span, "request and limit are the same"),
        }
    }
}
