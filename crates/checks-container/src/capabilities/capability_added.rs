//! Capabilities that the baseline tolerates and the restricted level does not.

use ringfort_check::facts::kube::pod_security::CAPABILITIES;
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::capabilities;

/// A container adds a capability other than `NET_BIND_SERVICE`.
pub struct CapabilityAdded;

impl Check for CapabilityAdded {
    const META: Meta = Meta::new(
        "container/capability-added",
        "Container adds a capability that services do not need",
        "container/drop-capabilities",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["PSS-restricted", "CIS-K8s-5.2.9", "CIS-Docker-5.4"])
    .aliases(&["restricted:capabilities_restricted"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        let bad = |n: &str| n != "NET_BIND_SERVICE" && CAPABILITIES.contains(&n);
        capabilities::added(on, scene, bad, "where only NET_BIND_SERVICE may be added")
    }
}
