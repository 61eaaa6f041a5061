//! Memory requests.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::resources::{Bound, required};

/// A container requests no memory.
pub struct MemoryRequest;

impl Check for MemoryRequest {
    const META: Meta = Meta::new(
        "container/memory-request",
        "Container requests no memory",
        "container/resource-limits",
        Severity::Low,
    )
    .gate()
    .frameworks(&["K8s-AppChecklist-Design", "OWASP-K8s-2025-K01"])
    .aliases(&[
        "21719347-d02b-497d-bda4-04a03c8e5b61",
        "229588ef-8fde-40c8-8756-f4f2b5825ded",
        "CKV_K8S_12",
        "KSV-0016",
        "C-0269",
        "memoryRequestsMissing",
        "RequestsMemory",
        "AC_K8S_0099",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        required(on, scene, Bound::Request, "memory")
    }
}
