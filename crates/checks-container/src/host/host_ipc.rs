//! The node's shared memory.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A pod shares the node's memory segments and queues.
pub struct HostIpc;

impl Check for HostIpc {
    const META: Meta = Meta::new(
        "container/host-ipc",
        "Pod shares the node's inter-process memory",
        "container/host-namespace-isolation",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.4", "NSA-PodSecurity"])
    .aliases(&[
        "cd290efd-6c82-4e9d-a698-be12ae31d536",
        "e94d3121-c2d1-4e34-a295-139bfeb73ea3",
        "CKV_K8S_18",
        "KSV-0008",
        "C-0276",
        "host-ipc",
        "hostIPCSet",
        "NamespaceHostIPCTrue",
        "HostIPC",
        "hostipc-pod",
        "FG_R00487",
        "AC_K8S_0083",
    ]);
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        let what = "the pod shares the node's memory segments and message queues";
        pod::pod_must_be_false(&on.pod.host_ipc, "hostIPC", what)
    }
}
