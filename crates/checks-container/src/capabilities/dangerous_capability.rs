//! Other capabilities that lead to the node.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::capabilities::{self, DANGEROUS};

/// A container adds one of the capabilities that give the node away.
pub struct DangerousCapability;

impl Check for DangerousCapability {
    const META: Meta = Meta::new(
        "container/dangerous-capability",
        "Container adds a capability that leads to the node",
        "container/drop-capabilities",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.9", "NSA-PodSecurity", "MITRE-T1611"])
    .aliases(&[
        "19ebaa28-fc86-4a58-bcfa-015c9e22fe40",
        "CKV_K8S_25",
        "KSV-0022",
        "C-0046",
        "dangerousCapabilities",
        "CapabilityAdded",
        "disallow-capabilities",
        "capabilities",
        "baseline:capabilities_baseline",
        "FG_R00492",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        capabilities::added(on, scene, |n| DANGEROUS.contains(&n), "which leads to the node")
    }
}
