//! A seccomp profile on every container.

use ringfort_check::model::Value;
use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::{pod, profile};

/// No seccomp profile is set, on the container or its pod.
pub struct SeccompNotSet;

impl Check for SeccompNotSet {
    const META: Meta = Meta::new(
        "container/seccomp-not-set",
        "Container has no seccomp profile",
        "container/seccomp-profile",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["PSS-restricted", "CIS-K8s-5.6.2", "CIS-GKE-4.6.2", "NSA-PodSecurity"])
    .aliases(&[
        "455f2e0c-686d-4fcb-8b5f-3f953f12c43c",
        "f377b83e-bd07-4f48-a591-60c82b14a78b",
        "CKV_K8S_31",
        "KSV-0030",
        "C-0210",
        "Container_Seccomp_Profile",
        "SeccompDisabledContainer",
        "SeccompDisabledPod",
        "SeccompProfileMissing",
        "SeccompAny",
        "restrict-seccomp-strict",
        "seccomp",
        "seccompv2",
        "restricted:seccompprofile_restricted",
        "FG_R00495",
        "AC_K8S_0080",
    ]);
    type On = Container;

    fn run(on: &Container, scene: &Scene<'_>) -> Verdict {
        if pod::is_windows(scene, on) {
            return Verdict::NotApplicable;
        }
        let at = on.seccomp.span();
        let fail = |what: &str| Verdict::fail(pod::failure(on, at, what));
        match (&on.seccomp, profile::read(&on.seccomp)) {
            (Value::Unknown(at, cause), _) => Verdict::unknown(*at, cause.to_string()),
            (_, Some(profile::Profile::Confined)) => Verdict::pass(at, "a seccomp profile is set"),
            // Reported as unconfined.
            (_, Some(profile::Profile::Unconfined)) => Verdict::NotApplicable,
            (_, Some(profile::Profile::Legacy)) => fail(
                "has its seccomp profile in an annotation, which Kubernetes 1.27 and later ignore",
            ),
            (_, Some(profile::Profile::Other)) => {
                fail("names a seccomp profile type that does not exist")
            }
            (_, Some(profile::Profile::Absent) | None) => fail("has no seccomp profile"),
        }
    }
}
