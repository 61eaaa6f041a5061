//! Pod security policy admits privileged containers.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::psp::{self, Switch};

/// Pod security policy admits privileged containers.
pub struct PspPrivileged;

impl Check for PspPrivileged {
    const META: Meta = Meta::new(
        "cluster/psp-privileged",
        "Pod security policy admits privileged containers",
        "cluster/pod-security-admission",
        Severity::High,
    )
    .aliases(&[
        "a6a4d4fc-4e8f-47d1-969f-e9d4a084f3b9",
        "c48e57d3-d642-4e0b-90db-37f807b41b91",
        "CKV_K8S_2",
        "C-0213",
    ]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let switch =
            Switch { path: "spec.privileged", default: false, admits: "privileged containers" };
        switch.judge(on)
    }
}
