//! P05: a role that trusts whoever asks, or tokens of a provider that everyone may get.

use ringfort_iam::{PrincipalKind, Trusted, WebIdentity};
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "P05",
    title: "Trust of outsiders",
    layer: Layer::Cloud,
    attack: &["T1199"],
    sentence: "{from} is admitted by the trust of {to} ({detail})",
    page: include_str!("p05.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let iam = g.controls.iam();
    support::escalations(g, "P05");
    for role in iam.principals().iter().filter(|p| p.kind == PrincipalKind::Role) {
        for trust in iam.trusts(role.id) {
            let open = match &trust.who {
                Trusted::Anyone => true,
                Trusted::Web(web) => web.subjects.is_empty() && is_public(web),
                _ => false,
            };
            let Some(doubt) = support::doubt(&trust.certainty).filter(|_| open) else { continue };
            g.step(support::position(role))
                .from(Position::Internet)
                .proof(trust.at, "whom it trusts")
                .unless(Control::missing_for(
                    "cloud/iam-least-privilege",
                    role.address.as_str(),
                    trust.at,
                ))
                .detail(trust.action)
                .doubt(doubt)
                .add();
        }
    }
}

/// Everyone gets tokens of GitHub for a repository of their own.
fn is_public(web: &WebIdentity) -> bool {
    web.provider.known().is_some_and(|p| p.contains("token.actions.githubusercontent.com"))
}
