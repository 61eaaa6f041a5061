//! X05: a role whose trust admits other ServiceAccounts than the one it is for.

use ringfort_iam::{Principal, PrincipalKind, Text, Token, Trusted, WebIdentity};
use ringfort_source::Span;
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X05",
    title: "Role that trusts too many",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} is admitted by a trust that asks for less than one ServiceAccount: the attacker {gain}",
    page: include_str!("x05.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    let accounts = support::accounts(facts);
    for role in iam.principals().iter().filter(|p| p.kind == PrincipalKind::Role) {
        for trust in iam.trusts(role.id) {
            let Trusted::Web(web) = &trust.who else { continue };
            if !is_wide(web) || is_ci(web) {
                continue;
            }
            for (namespace, name, at) in &accounts {
                admitted(g, role, web, (namespace, name), *at);
            }
        }
    }
}

/// Does it admit more than one subject?
fn is_wide(web: &WebIdentity) -> bool {
    web.subjects.is_empty() || web.subjects.iter().any(Text::is_wild)
}

/// Tokens of CI jobs are another matter (S03).
fn is_ci(web: &WebIdentity) -> bool {
    web.provider.known().is_some_and(|p| p.contains("githubusercontent") || p.contains("gitlab"))
}

/// Without an audience any token of the account does; with one, a token has to be minted for it.
fn admitted(
    g: &mut Ground<'_>,
    role: &Principal,
    web: &WebIdentity,
    account: (&str, &str),
    at: Span,
) {
    let (namespace, name) = account;
    let subject = format!("system:serviceaccount:{namespace}:{name}");
    let token =
        Token { subject: Some(&subject), audience: Some("sts.amazonaws.com"), ..Token::default() };
    let admitted = g.controls.iam().admits(role.id, &token);
    let Some(doubt) = support::doubt(&admitted) else { return };
    let any_token = web.audiences.is_empty();
    let from = if any_token {
        vec![Position::Identity(subject.into())]
    } else {
        [Right::RunPods, Right::MintTokens].map(|r| Position::Right(r, namespace.into())).into()
    };
    for from in from {
        let trust = Control::missing_for("cloud/workload-identity", role.address.as_str(), role.at);
        g.step(support::position(role))
            .from(from)
            .proof(role.at, "the role that trusts it")
            .proof(at, "a ServiceAccount that is admitted")
            .unless(trust)
            .doubt(doubt.clone())
            .add();
    }
}
