//! `SYS_MODULE`.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::capabilities;

/// A container adds `SYS_MODULE`.
pub struct CapabilitySysModule;

impl Check for CapabilitySysModule {
    const META: Meta = Meta::new(
        "container/capability-sys-module",
        "Container may load kernel modules",
        "container/drop-capabilities",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.9", "MITRE-T1611"])
    .aliases(&[
        "KSV-0120",
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
        let what = "which loads code into the node's kernel";
        capabilities::added(on, scene, |n| n == "SYS_MODULE", what)
    }
}
