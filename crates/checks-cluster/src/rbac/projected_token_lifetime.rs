//! Projected token lives longer than a day.

use ringfort_check::model::kube::Workload;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Value, Verdict};

use crate::support::tokens;

/// `expirationSeconds` of a projected token exceeds 86400.
pub struct ProjectedTokenLifetime;

impl Check for ProjectedTokenLifetime {
    const META: Meta = Meta::new(
        "cluster/projected-token-lifetime",
        "Projected token lives longer than a day",
        "cluster/service-account-token-rotation",
        Severity::Medium,
    )
    .gate()
    .frameworks(&["K8s-SecChecklist-secrets", "ASVS-5.0-V13.3.4", "OWASP-K8s-2025-K03"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.object(on) else { return Verdict::NotApplicable };
        let tokens = tokens::projected(on, object);
        let judged = tokens.into_iter().map(|token| {
            let seconds = Value::int(token.at("expirationSeconds"), 3600);
            Verdict::on(
                &seconds,
                |s| *s <= 86_400,
                "lives for a day at most",
                || {
                    let n = seconds.known().copied().unwrap_or(0);
                    Failure::new(
                        seconds.span(),
                        format!("the projected token of `{}` lives for {n} seconds", object.name),
                    )
                },
            )
        });
        tokens::or_unknown(judged.fold(Verdict::NotApplicable, Verdict::and), on, object)
    }
}
