//! A security context at all.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Node, Scene, Severity, Verdict};

use crate::support::pod;

/// Neither the container nor its pod has a `securityContext`.
pub struct NoSecurityContext;

impl Check for NoSecurityContext {
    const META: Meta = Meta::new(
        "container/no-security-context",
        "Container runs with every default",
        "container/seccomp-profile",
        Severity::Low,
    )
    .frameworks(&["CIS-K8s-5.6.3"])
    .aliases(&[
        "a97a340a-0063-418e-b3a1-3028941d0995",
        "ad69e38a-d92e-4357-a8da-f2f29d545883",
        "CKV_K8S_29",
        "CKV_K8S_30",
        "KSV-0118",
        "FG_R00496",
        "AC_K8S_0064",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let Some(node) = scene.facts.container_node(on) else { return Verdict::NotApplicable };
        let places = [Some(node.at("securityContext")), pod::spec(scene, on, "securityContext")];
        let places = || places.iter().flatten();
        if let Some(at) = places().find(|at| at.is_unknown()) {
            return Verdict::unknown(at.span(), "the security context is not known");
        }
        match places().filter_map(|at| at.node()).find(|n: &&Node| !n.entries().is_empty()) {
            Some(context) => Verdict::pass(context.span, "a security context is written"),
            None => {
                Verdict::fail(pod::failure(on, on.head, "has no security context, nor has its pod"))
            }
        }
    }
}
