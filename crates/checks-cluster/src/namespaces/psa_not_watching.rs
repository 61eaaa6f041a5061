//! Namespace does not audit or warn at level restricted.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::psa;

/// The audit or warn label is missing or weaker than restricted.
pub struct PsaNotWatching;

impl Check for PsaNotWatching {
    const META: Meta = Meta::new(
        "cluster/psa-not-watching",
        "Namespace does not audit or warn at level restricted",
        "cluster/pod-security-admission",
        Severity::Low,
    )
    .frameworks(&["PSS-restricted", "K8s-SecChecklist-pod"]);
    type On = Object;
    const TYPES: &'static [&'static str] = &["Namespace"];

    fn run(on: &Object, scene: &Scene<'_>) -> Verdict {
        let enforce = psa::label(on, "enforce");
        if enforce.is_absent() || scene.is_platform_namespace(&on.name) {
            return Verdict::NotApplicable;
        }
        if enforce.str() == Some("restricted") {
            return Verdict::pass(enforce.span(), "enforces restricted");
        }
        let weak = ["audit", "warn"]
            .into_iter()
            .filter(|mode| psa::label(on, mode).str() != Some("restricted"));
        let weak: Vec<_> = weak.collect();
        if weak.iter().any(|m| psa::label(on, m).is_unknown()) {
            return Verdict::unknown(on.head, "a label is not known");
        }
        let failures = (!weak.is_empty()).then(|| {
            let message = format!(
                "namespace `{}` does not {} at level restricted",
                on.name,
                weak.join(" or ")
            );
            Failure::new(enforce.span(), message)
        });
        Verdict::of(failures.into_iter().collect(), on.head, "audits and warns at level restricted")
    }
}
