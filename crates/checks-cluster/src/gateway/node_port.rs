//! Service opens a port on every node.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::place;

/// A Service has type NodePort.
pub struct NodePort;

impl Check for NodePort {
    const META: Meta = Meta::new(
        "cluster/node-port",
        "Service opens a port on every node",
        "cluster/service-exposure",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["K8s-SecChecklist-network", "NSA-NetworkSeparation"])
    .aliases(&[
        "5c281bf8-d9bb-47f2-b909-3f6bb11874ad",
        "845acfbe-3e10-4b8e-b656-3b404d36dfb2",
        "exposed-services",
        "Service_Type",
        "restrict-nodeport",
        "block-nodeport-services",
        "AC_K8S_0111",
    ]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Service"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if !place::is_application(scene, on) {
            return Verdict::NotApplicable;
        }
        let kind = Value::text(on.at("spec.type"), "ClusterIP");
        Verdict::on(
            &kind,
            |k| k != "NodePort",
            "opens no port on the nodes",
            || {
                Failure::new(
                    kind.span(),
                    format!("Service `{}` opens a port on every node", on.name),
                )
            },
        )
    }
}
