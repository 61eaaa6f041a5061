//! Ports below 1024.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A container listens on a port below 1024.
pub struct PrivilegedPort;

impl Check for PrivilegedPort {
    const META: Meta = Meta::new(
        "container/privileged-port",
        "Container listens on a port below 1024",
        "container/drop-capabilities",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-5.8"])
    .aliases(&["KSV-0117", "privileged-ports"]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        if on.ports.is_empty() {
            return Verdict::NotApplicable;
        }
        if let Some(port) = on.ports.iter().find(|p| p.number == 0) {
            return Verdict::unknown(port.span, "the port is not known");
        }
        let low = on.ports.iter().filter(|p| p.number < 1024);
        let failures = low.map(|p| {
            let failure = pod::failure(on, p.span, &format!("listens on port {}", p.number));
            failure.key(format!("{}:{}", on.name, p.number))
        });
        Verdict::of(failures.collect(), on.head, "all ports are 1024 or above")
    }
}
