//! The container runtime's socket.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::paths::Reach;
use crate::support::volumes;

/// A pod mounts the socket of the container runtime, or the folder it lies in.
pub struct RuntimeSocket;

impl Check for RuntimeSocket {
    const META: Meta = Meta::new(
        "container/runtime-socket",
        "Pod mounts the container runtime's socket",
        "container/host-filesystem-isolation",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-Docker-5.32", "K8s-APIBypass-socket", "NSA-PodSecurity", "MITRE-T1611"])
    .aliases(&[
        "4e203a65-c8d8-49a2-b749-b124d43c9dc1",
        "a6f34658-fdfb-4154-9536-56d516f65828",
        "CKV_K8S_27",
        "KSV-0006",
        "C-0074",
        "docker-sock",
        "DockerSock",
        "disallow-container-sock-mounts",
        "docker-socket-check",
        "exposing-docker-socket-hostpath",
        "AC_K8S_0088",
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
        "5308a7a8-06f8-45ac-bf10-791fe21de46e",
        "a737be28-37d8-4bff-aa6d-1be8aa0a0015",
        "KSV-0121",
        "sensitive-host-mounts",
        "SensitivePathsMounted",
    ]);
    type On = Workload;

    fn run(on: &Workload, _: &Scene<'_>) -> Verdict {
        volumes::host_paths(on, Reach::Runtime, "reaches the container runtime through")
    }
}
