//! Windows containers that run on the host itself.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// `windowsOptions.hostProcess` is true, on the container or inherited from the pod.
pub struct HostProcess;

impl Check for HostProcess {
    const META: Meta = Meta::new(
        "container/host-process",
        "Windows container runs as a process of the host",
        "container/no-privileged-mode",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.10"])
    .aliases(&[
        "KSV-0103",
        "hostProcess",
        "disallow-host-process",
        "host-process",
        "baseline:windowshostprocess",
    ]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        let what = "runs as a process of the Windows host";
        pod::must_be_false(on, &on.host_process, "hostProcess", what)
    }
}
