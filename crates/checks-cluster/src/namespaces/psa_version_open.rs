//! Pod Security version is not set.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::psa;

/// `enforce-version` is missing.
pub struct PsaVersionOpen;

impl Check for PsaVersionOpen {
    const META: Meta = Meta::new(
        "cluster/psa-version-open",
        "Pod Security version is not set",
        "cluster/pod-security-admission",
        Severity::Info,
    )
    .frameworks(&["K8s-SecChecklist-pod"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Namespace"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        if psa::label(on, "enforce").is_absent() || scene.is_platform_namespace(&on.name) {
            return Verdict::NotApplicable;
        }
        let version = psa::label(on, "enforce-version");
        if !version.is_absent() {
            return Verdict::pass(version.span(), "sets its version");
        }
        let at = psa::label(on, "enforce").span();
        Verdict::fail(Failure::new(
            at,
            format!(
                "namespace `{}` does not say which version of the standard it enforces",
                on.name
            ),
        ))
    }
}
