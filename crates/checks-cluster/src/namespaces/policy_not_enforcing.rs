//! Admission policy only warns.

use ringfort_check::model::kube::Object;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::admission;

/// A policy is in audit, warn or dry-run mode.
pub struct PolicyNotEnforcing;

impl Check for PolicyNotEnforcing {
    const META: Meta = Meta::new(
        "cluster/policy-not-enforcing",
        "Admission policy only warns",
        "cluster/admission-policy",
        Severity::Low,
    )
    .frameworks(&["K8s-SecChecklist-admission"]);
    type On = Object;

    fn run(on: &Object, _: &Scene<'_>) -> Verdict {
        if !admission::is_policy(on) {
            return Verdict::NotApplicable;
        }
        if on.at("spec").node().is_none_or(ringfort_check::Node::has_unknown) {
            return Verdict::unknown(on.head, "part of this policy is not known");
        }
        let judges = &*on.kind != "ClusterPolicy" && &*on.kind != "Policy"
            || on
                .at("spec.rules")
                .list()
                .iter()
                .any(|r| !r.at("validate").is_absent() || !r.at("verifyImages").is_absent());
        if !judges {
            return Verdict::NotApplicable;
        }
        let failures = (!admission::denies(on)).then(|| {
            Failure::new(
                on.head,
                format!("{} `{}` reports what breaks it and lets it in", on.kind, on.name),
            )
        });
        Verdict::of(failures.into_iter().collect(), on.head, "refuses what breaks it")
    }
}
