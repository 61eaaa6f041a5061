//! Projected token names no audience.

use ringfort_check::model::kube::Workload;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{accounts, tokens};

/// A projected token for another service is valid for the API server.
pub struct ProjectedTokenAudience;

impl Check for ProjectedTokenAudience {
    const META: Meta = Meta::new(
        "cluster/projected-token-audience",
        "Projected token names no audience",
        "cluster/service-account-token-rotation",
        Severity::Low,
    )
    .frameworks(&["K8s-SecChecklist-secrets"]);
    type On = Workload;

    fn run(on: &Workload, scene: &Scene<'_>) -> Verdict {
        let Some(object) = scene.facts.object(on) else { return Verdict::NotApplicable };
        if accounts::has_rights(on, object, scene) {
            return Verdict::NotApplicable;
        }
        let tokens = tokens::projected(on, object);
        let judged = tokens.into_iter().map(|token| match token.at("audience") {
            At::Unknown(node) => Verdict::unknown(node.span, "the audience is not known"),
            At::Set(node) => Verdict::pass(node.span, "names its audience"),
            At::Absent(at) => {
                let message = format!(
                    "a projected token of `{}` names no audience, so the API server accepts it",
                    object.name
                );
                Verdict::fail(Failure::new(at, message))
            }
        });
        tokens::or_unknown(judged.fold(Verdict::NotApplicable, Verdict::and), on, object)
    }
}
