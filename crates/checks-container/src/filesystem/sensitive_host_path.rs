//! Paths that the node's security rests on.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::paths::Reach;
use crate::support::volumes;

/// A pod mounts a path that the node's security rests on.
pub struct SensitiveHostPath;

impl Check for SensitiveHostPath {
    const META: Meta = Meta::new(
        "container/sensitive-host-path",
        "Pod mounts a sensitive path of the node",
        "container/host-filesystem-isolation",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.11", "CIS-Docker-5.6", "MITRE-T1611"])
    .aliases(&[
        "5308a7a8-06f8-45ac-bf10-791fe21de46e",
        "a737be28-37d8-4bff-aa6d-1be8aa0a0015",
        "KSV-0121",
        "sensitive-host-mounts",
        "SensitivePathsMounted",
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
        volumes::host_paths(on, Reach::Node, "mounts the sensitive path")
    }
}
