//! The node's processes.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A pod sees the node's processes.
pub struct HostPid;

impl Check for HostPid {
    const META: Meta = Meta::new(
        "container/host-pid",
        "Pod sees the node's processes",
        "container/host-namespace-isolation",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.3", "NSA-PodSecurity", "MITRE-T1611"])
    .aliases(&[
        "302736f4-b16c-41b8-befe-c0baffa0bd9d",
        "587d5d82-70cf-449b-9817-f60f9bccb88c",
        "CKV_K8S_17",
        "KSV-0010",
        "C-0275",
        "host-pid",
        "hostPIDSet",
        "NamespaceHostPIDTrue",
        "HostPID",
        "hostpid-pod",
        "FG_R00486",
        "AC_K8S_0082",
    ]);
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        let what = "the pod sees every process of the node";
        pod::pod_must_be_false(&on.pod.host_pid, "hostPID", what)
    }
}
