//! Pod security policy admits shared memory of the node.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::psp::{self, Switch};

/// Pod security policy admits shared memory of the node.
pub struct PspHostIpc;

impl Check for PspHostIpc {
    const META: Meta = Meta::new(
        "cluster/psp-host-ipc",
        "Pod security policy admits shared memory of the node",
        "cluster/pod-security-admission",
        Severity::Medium,
    )
    .aliases(&[
        "51bed0ac-a8ae-407a-895e-90c6cb0610ce",
        "80f93444-b240-4ebb-a4c6-5c40b76c04ea",
        "CKV_K8S_3",
        "C-0215",
    ]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "spec.hostIPC",
            default: false,
            admits: "pods that share memory with the node",
        };
        switch.judge(on)
    }
}
