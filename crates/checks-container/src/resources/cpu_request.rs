//! CPU requests.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::resources::{Bound, required};

/// A container requests no CPU.
pub struct CpuRequest;

impl Check for CpuRequest {
    const META: Meta = Meta::new(
        "container/cpu-request",
        "Container requests no CPU",
        "container/resource-limits",
        Severity::Low,
    )
    .gate()
    .frameworks(&["K8s-AppChecklist-Design", "OWASP-K8s-2025-K01"])
    .aliases(&[
        "577ac19c-6a77-46d7-9f14-e049cdd15ec2",
        "ca469dd4-c736-448f-8ac1-30a642705e0a",
        "CKV_K8S_10",
        "KSV-0015",
        "C-0268",
        "unset-cpu-requirements",
        "cpuRequestsMissing",
        "RequestsCPU",
        "AC_K8S_0097",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        required(on, scene, Bound::Request, "cpu")
    }
}
