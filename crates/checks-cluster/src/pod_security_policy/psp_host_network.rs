//! Pod security policy admits the network of the node.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::psp::{self, Switch};

/// Pod security policy admits the network of the node.
pub struct PspHostNetwork;

impl Check for PspHostNetwork {
    const META: Meta = Meta::new(
        "cluster/psp-host-network",
        "Pod security policy admits the network of the node",
        "cluster/pod-security-admission",
        Severity::High,
    )
    .aliases(&[
        "4950837c-0ce5-4e42-9bee-a25eae73740b",
        "a33e9173-b674-4dfb-9d82-cf3754816e4b",
        "CKV_K8S_4",
        "C-0216",
    ]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "spec.hostNetwork",
            default: false,
            admits: "pods in the network of the node",
        };
        switch.judge(on)
    }
}
