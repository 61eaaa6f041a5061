//! API server does not use the Node authoriser.

use ringfort_check::facts::kube::Component;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::flags::{self, Rule};

const HARM: &str = "so kubelets are not held to the objects of their own node";

/// API server does not use the Node authoriser.
pub struct NodeAuthorizerNotEnabled;

impl Check for NodeAuthorizerNotEnabled {
    const META: Meta = Meta::new(
        "cluster/node-authorizer-not-enabled",
        "API server does not use the Node authoriser",
        "cluster/authorization-mode",
        Severity::Medium,
    )
    .frameworks(&["CIS-K8s-1.2.7"])
    .aliases(&["4d7ee40f-fc5d-427d-8cac-dffbe22d42d1", "CKV_K8S_75", "KCV-0008", "C-0119"]);
    const TYPES: &'static [&'static str] = &["kube-apiserver"];
    type On = Component;

    fn run(on: &Component, scene: &Scene<'_>) -> Verdict {
        if on.flag("authorization-config").is_some() {
            return Verdict::NotApplicable;
        }
        flags::contains(on, scene, "Node", Rule::new("authorization-mode", HARM))
    }
}
