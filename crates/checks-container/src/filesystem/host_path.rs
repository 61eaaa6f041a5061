//! Paths of the node.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::paths::Reach;
use crate::support::volumes;

/// A pod mounts a path of the node.
pub struct HostPath;

impl Check for HostPath {
    const META: Meta = Meta::new(
        "container/host-path",
        "Pod mounts a path of the node",
        "container/host-filesystem-isolation",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-baseline", "PSS-restricted", "CIS-K8s-5.2.11", "NSA-PodSecurity"])
    .aliases(&[
        "86a947ea-f577-4efb-a8b0-5fc00257d521",
        "aa8f7a35-9923-4cad-bd61-a19b7f6aac91",
        "KSV-0023",
        "C-0048",
        "hostPathSet",
        "disallow-host-path",
        "host-filesystem",
        "baseline:hostpathvolumes",
        "AC_K8S_0076",
        "KSV-0028",
        "restrict-volume-types",
        "volumes",
        "restricted:restrictedvolumes",
        "AC_K8S_0081",
    ]);
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        volumes::host_paths(on, Reach::Files, "mounts")
    }
}
