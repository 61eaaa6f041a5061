//! Seccomp switched off.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{pod, profile};

/// `seccompProfile.type` is `Unconfined`.
pub struct SeccompUnconfined;

impl Check for SeccompUnconfined {
    const META: Meta = Meta::new(
        "container/seccomp-unconfined",
        "Container switches seccomp off",
        "container/seccomp-profile",
        Severity::High,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.6.2", "CIS-Docker-5.22"])
    .aliases(&[
        "KSV-0104",
        "SeccompUnconfined",
        "restrict-seccomp",
        "baseline:seccompprofile_baseline",
        "seccomp-confinement-disabled",
        "restricted:seccompprofile_restricted",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) || !on.seccomp.is_set() && !on.seccomp.is_unknown() {
            return Verdict::NotApplicable;
        }
        let off = |_: &String| profile::read(&on.seccomp) != Some(profile::Profile::Unconfined);
        Verdict::on(&on.seccomp, off, "a seccomp profile is set", || {
            let failure = pod::failure(on, on.seccomp.span(), "runs without seccomp");
            pod::replacing(failure, &on.seccomp, "RuntimeDefault")
        })
    }
}
