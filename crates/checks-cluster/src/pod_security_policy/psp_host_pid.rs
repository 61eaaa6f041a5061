//! Pod security policy admits the process list of the node.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::psp::{self, Switch};

/// Pod security policy admits the process list of the node.
pub struct PspHostPid;

impl Check for PspHostPid {
    const META: Meta = Meta::new(
        "cluster/psp-host-pid",
        "Pod security policy admits the process list of the node",
        "cluster/pod-security-admission",
        Severity::High,
    )
    .aliases(&["91dacd0e-d189-4a9c-8272-5999a3cc32d9", "CKV_K8S_1", "C-0214"]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "spec.hostPID",
            default: false,
            admits: "pods that see all processes of the node",
        };
        switch.judge(on)
    }
}
