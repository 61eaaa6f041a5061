//! Pod security policy admits gaining rights.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::psp::{self, Switch};

/// Pod security policy admits gaining rights.
pub struct PspPrivilegeEscalation;

impl Check for PspPrivilegeEscalation {
    const META: Meta = Meta::new(
        "cluster/psp-privilege-escalation",
        "Pod security policy admits gaining rights",
        "cluster/pod-security-admission",
        Severity::Medium,
    )
    .aliases(&[
        "2bff9906-4e9b-4f71-9346-8ebedfdf43ef",
        "87554eef-154d-411d-bdce-9dbd91e56851",
        "CKV_K8S_5",
        "C-0217",
    ]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let switch = Switch {
            path: "spec.allowPrivilegeEscalation",
            default: true,
            admits: "containers whose processes gain rights",
        };
        switch.judge(on)
    }
}
