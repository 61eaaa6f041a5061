//! `NET_BIND_SERVICE` without a port that needs it.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::capabilities;

/// A container adds `NET_BIND_SERVICE` but listens on high ports only.
pub struct NeedlessNetBind;

impl Check for NeedlessNetBind {
    const META: Meta = Meta::new(
        "container/needless-net-bind",
        "Container may open low ports but has none",
        "container/drop-capabilities",
        Severity::Low,
    )
    .frameworks(&["CIS-Docker-5.4"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        // Ports are documentation: without any, nothing is known. Number 0 is a port that is not known.
        if on.ports.is_empty() || on.ports.iter().any(|p| p.number == 0) {
            return Verdict::NotApplicable;
        }
        let low = on.ports.iter().any(|p| p.number < 1024);
        let bad = |n: &str| !low && n == "NET_BIND_SERVICE";
        capabilities::added(on, scene, bad, "but all its ports are 1024 or above")
    }
}
