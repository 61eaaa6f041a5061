//! `SYS_ADMIN`, and `ALL`, which contains it.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::capabilities;

/// A container adds `SYS_ADMIN`.
pub struct CapabilitySysAdmin;

impl Check for CapabilitySysAdmin {
    const META: Meta = Meta::new(
        "container/capability-sys-admin",
        "Container adds SYS_ADMIN",
        "container/drop-capabilities",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.9", "NSA-PodSecurity", "MITRE-T1611"])
    .aliases(&[
        "235236ee-ad78-4065-bd29-61b061f28ce0",
        "3f55386d-75cd-4e9a-ac47-167b26c04724",
        "CKV_K8S_39",
        "KSV-0005",
        "CapSysAdmin",
        "AC_K8S_0075",
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
        let bad = |n: &str| matches!(n, "SYS_ADMIN" | "ALL");
        capabilities::added(on, scene, bad, "which is close to root on the node")
    }
}
