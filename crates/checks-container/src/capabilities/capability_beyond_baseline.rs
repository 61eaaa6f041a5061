//! Capabilities outside the baseline of the Pod Security Standards.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::capabilities::{self, BASELINE, DANGEROUS};

/// A container adds a capability that even the baseline forbids.
pub struct CapabilityBeyondBaseline;

impl Check for CapabilityBeyondBaseline {
    const META: Meta = Meta::new(
        "container/capability-beyond-baseline",
        "Container adds a capability that the baseline forbids",
        "container/drop-capabilities",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.8", "CIS-Docker-5.4", "NSA-PodSecurity"])
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
        let own =
            |n: &str| matches!(n, "ALL" | "SYS_ADMIN" | "SYS_MODULE") || DANGEROUS.contains(&n);
        let bad = |n: &str| !own(n) && !BASELINE.contains(&n);
        capabilities::added(on, scene, bad, "which the baseline forbids")
    }
}
