//! P05: a role that trusts whoever asks, or tokens of a provider that everyone may get.

use ringfort_iam::{Cloud, From, Gain, PrincipalKind, Trusted, WebIdentity};
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
    open_pools(g);
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

/// Pools and credentials of Google Cloud and Azure that admit every token of an issuer whose tokens everyone gets.
fn open_pools(g: &mut Ground<'_>) {
    let iam = g.controls.iam();
    for way in iam.escalations().iter().filter(|e| e.id == "P05") {
        let (From::Token(issuer, subject), Gain::Principal(to)) = (&way.from, &way.gain) else {
            continue;
        };
        let public = issuer.to_string().contains(PUBLIC) && subject.is_everything();
        let Some(to) = iam.principal(*to).filter(|p| public && p.cloud != Cloud::Aws) else {
            continue;
        };
        let at = way.evidence.iter().find_map(|e| e.at).unwrap_or(to.at);
        let trust = Control::missing_for("cloud/iam-least-privilege", to.address.as_str(), at);
        let step = g
            .step(support::position(to))
            .from(Position::Internet)
            .unless(trust)
            .detail("any token of the issuer");
        support::sure(support::proved(step, &way.evidence), &way.certainty).add();
    }
}

/// The issuer of the tokens of GitHub.
const PUBLIC: &str = "token.actions.githubusercontent.com";

/// Everyone gets tokens of GitHub for a repository of their own.
fn is_public(web: &WebIdentity) -> bool {
    web.provider.known().is_some_and(|p| p.contains(PUBLIC))
}
