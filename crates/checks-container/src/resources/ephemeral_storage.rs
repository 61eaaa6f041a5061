//! Limits of local storage.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::resources::{Bound, required};

/// A container has no limit of ephemeral storage.
pub struct EphemeralStorage;

impl Check for EphemeralStorage {
    const META: Meta = Meta::new(
        "container/ephemeral-storage",
        "Container may fill the node's disk",
        "container/resource-limits",
        Severity::Low,
    )
    .frameworks(&["NSA-PodSecurity", "MITRE-T1499"])
    .aliases(&["Container_Ephemeral_Storage_Request_and_Limit", "ephemeralstoragelimit"]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        required(on, scene, Bound::Limit, "ephemeral-storage")
    }
}
