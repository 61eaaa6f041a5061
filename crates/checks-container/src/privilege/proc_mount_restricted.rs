//! The masks over /proc, in pods with a user namespace that keep to the restricted level.

use ringfort_check::facts::kube::pod_security::{self as psa, Rule};
use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::pod;

/// `procMount` is all that keeps a pod with a user namespace from the restricted level, or the namespace asks for it.
pub struct ProcMountRestricted;

impl Check for ProcMountRestricted {
    const META: Meta = Meta::new(
        "container/proc-mount-restricted",
        "The masks over /proc are taken away where the restricted level is kept to",
        "container/no-privilege-escalation",
        Severity::Medium,
    )
    .frameworks(&["PSS-restricted"])
    .aliases(&["restricted:procmount_restricted"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let facts = scene.facts;
        let Some(object) = pod::object(scene, on) else { return Verdict::NotApplicable };
        let breaches = psa::judge(object, on, psa::version_in(object, facts));
        let is_ours = |b: &&psa::Breach| b.rule == Some(Rule::ProcMountAlways);
        let keeps = breaches.iter().all(|b| is_ours(&b));
        if !keeps && !psa::asks_for_restricted(object, facts) {
            return Verdict::NotApplicable;
        }
        let failures = breaches.iter().filter(is_ours).filter(|b| b.is_certain()).map(|b| {
            let name = b.container.as_deref().unwrap_or_default();
            let message = format!(
                "container `{name}` unmasks /proc, which the restricted level forbids even in a user namespace"
            );
            Failure::new(b.at, message).key(name)
        });
        let failures: Vec<Failure> = failures.collect();
        match breaches.iter().find(is_ours) {
            None => Verdict::NotApplicable,
            Some(b) if failures.is_empty() => Verdict::unknown(b.at, "procMount is not known"),
            Some(_) => Verdict::Fail(failures),
        }
    }
}
