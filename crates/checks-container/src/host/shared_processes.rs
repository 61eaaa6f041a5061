//! Processes shared among the containers of a pod.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// The containers of a pod see each other's processes.
pub struct SharedProcesses;

impl Check for SharedProcesses {
    const META: Meta = Meta::new(
        "container/shared-processes",
        "Containers of the pod see each other's processes",
        "container/host-namespace-isolation",
        Severity::Low,
    );
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        let what = "the containers of the pod see each other's processes and files";
        pod::pod_must_be_false(&on.pod.share_process_namespace, "shareProcessNamespace", what)
    }
}
