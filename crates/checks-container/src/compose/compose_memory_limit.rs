//! Memory of services.

use ringfort_check::model::compose::Service;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::compose;

/// A Compose service may use all memory.
pub struct ComposeMemoryLimit;

impl Check for ComposeMemoryLimit {
    const META: Meta = Meta::new(
        "container/compose-memory-limit",
        "Compose service has no memory limit",
        "container/memory-limits",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-5.11", "OWASP-Docker-D07"]);
    type On = Service;

    fn run(on: &Service, _: &Scene<'_>) -> Verdict {
        let paths = ["mem_limit", "deploy.resources.limits.memory"];
        compose::written(on, &paths, "memory is limited", "may use all memory of the host")
    }
}
