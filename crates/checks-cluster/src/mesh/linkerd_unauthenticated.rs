//! Linkerd lets in callers without an identity.

use ringfort_check::facts::kube::mesh::DefaultInbound;
use ringfort_check::model::kube::Object;
use ringfort_check::{At, Check, Failure, Meta, Node, Scene, Severity, Verdict};

/// The default inbound policy of a namespace or workload lets in everyone.
pub struct LinkerdUnauthenticated;

const ANNOTATION: &str = "config.linkerd.io/default-inbound-policy";

impl Check for LinkerdUnauthenticated {
    const META: Meta = Meta::new(
        "cluster/linkerd-unauthenticated",
        "Linkerd lets in callers without an identity",
        "cluster/service-to-service-mtls",
        Severity::Medium,
    )
    .frameworks(&["SP800-204-MS-SS-4", "ASVS-5.0-V12.3.3"]);
    type On = Object;

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let kube = &scene.facts.kube;
        let workload = kube.workload_of(&scene.facts.model.kube, on.id);
        let at = match workload {
            Some(workload) => workload.annotation(on, ANNOTATION),
            None if &*on.kind == "Namespace" => on.annotation(ANNOTATION),
            None => return Verdict::NotApplicable,
        };
        let node = match at {
            At::Absent(_) => return Verdict::NotApplicable,
            At::Unknown(node) => return Verdict::unknown(node.span, node.cause().to_owned()),
            At::Set(node) => node,
        };
        judge(on, node)
    }
}

fn judge(on: &Object, node: &Node) -> Verdict {
    let word = node.as_str().unwrap_or("");
    match DefaultInbound::read(word) {
        DefaultInbound::Meshed | DefaultInbound::Deny => {
            Verdict::pass(node.span, "asks for an identity of the mesh")
        }
        DefaultInbound::Unknown(cause) => Verdict::unknown(node.span, cause.to_string()),
        DefaultInbound::All | DefaultInbound::Cluster | DefaultInbound::Audit => {
            let message = format!(
                "`{}` has the default inbound policy {word}: callers outside of the mesh are let in",
                on.resource
            );
            Verdict::fail(Failure::new(node.span, message))
        }
    }
}
