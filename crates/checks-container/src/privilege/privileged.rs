//! Privileged mode.

use ringfort_check::model::kube::Container;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// A container runs with `privileged: true`.
pub struct Privileged;

impl Check for Privileged {
    const META: Meta = Meta::new(
        "container/privileged",
        "Container runs in privileged mode",
        "container/no-privileged-mode",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["PSS-baseline", "CIS-K8s-5.2.2", "CIS-EKS-4.2.1", "NSA-PodSecurity"])
    .aliases(&[
        "87065ef8-de9b-40d8-9753-f4a4303e27a4",
        "dd29336b-fe57-445b-a26e-e6aa867ae609",
        "CKV_K8S_16",
        "KSV-0017",
        "C-0057",
        "privileged-container",
        "runAsPrivileged",
        "Container_Security_Context_Privileged",
        "PrivilegedTrue",
        "Privileged",
        "disallow-privileged-containers",
        "privileged-containers",
        "baseline:privileged",
        "FG_R00485",
        "AC_K8S_0046",
    ]);
    type On = Container;

    fn run(on: &Container, _: &Scene<'_>) -> Verdict {
        pod::must_be_false(on, &on.privileged, "privileged", "runs privileged")
    }
}
