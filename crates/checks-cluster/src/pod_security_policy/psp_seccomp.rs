//! Pod security policy sets no seccomp profile.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::psp;

/// Pod security policy sets no seccomp profile.
pub struct PspSeccomp;

impl Check for PspSeccomp {
    const META: Meta = Meta::new(
        "cluster/psp-seccomp",
        "Pod security policy sets no seccomp profile",
        "cluster/pod-security-admission",
        Severity::Low,
    )
    .aliases(&["CKV_K8S_32"]);
    const TYPES: &'static [&'static str] = psp::KIND;
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        let profile = Value::text(on.annotation(DEFAULT), "");
        Verdict::on(
            &profile,
            |p| p == "runtime/default" || p == "docker/default",
            "containers get the profile of the runtime",
            || {
                let at = if profile.is_set() { profile.span() } else { on.head };
                let message =
                    format!("policy `{}` leaves containers without a seccomp profile", on.name);
                Failure::new(at, message)
            },
        )
    }
}

/// The annotation that gives containers their profile.
const DEFAULT: &str = "seccomp.security.alpha.kubernetes.io/defaultProfileName";
