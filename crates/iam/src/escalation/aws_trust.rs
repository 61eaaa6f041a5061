//! P05: outsiders that a role trusts, by account, ARN, token or assertion.

use super::{Certainty, Escalation, From, Gain};
use crate::Iam;
use crate::aws::Trusted;
use crate::decision::{Evidence, Part};
use crate::principal::{PrincipalId, PrincipalKind};
use crate::text::Text;
use crate::tri::Tri;

pub(super) fn ways(iam: &Iam) -> Vec<Escalation> {
    let roles = iam.principals().iter().filter(|p| p.kind == PrincipalKind::Role);
    let mut out = vec![];
    for role in roles {
        for trust in iam.trusts(role.id) {
            let from = match &trust.who {
                Trusted::Web(web) => match web.subjects.as_slice() {
                    [] => vec![From::Token(web.provider.clone(), Text::any())],
                    subjects => subjects
                        .iter()
                        .map(|s| From::Token(web.provider.clone(), s.clone()))
                        .collect(),
                },
                Trusted::Saml(provider) => vec![From::Saml(provider.clone())],
                Trusted::Anyone => outsider(iam, &Text::any()),
                Trusted::Arn(text) => outsider(iam, text),
                // Principals of the account itself are P02.
                Trusted::Account(account) if iam.aws.account_of(role.id) != Some(account) => {
                    outsider_of(iam, account)
                }
                _ => vec![],
            };
            let certainty = match &trust.certainty {
                Tri::Yes => Certainty::Certain,
                Tri::No => continue,
                Tri::Unknown(cause) => Certainty::Possible(cause.clone()),
            };
            let evidence = Evidence {
                part: Part::Grants,
                what: format!("the trust policy of {}", role.address),
                at: Some(trust.at),
            };
            out.extend(from.into_iter().map(|from| Escalation {
                id: "P05",
                way: trust.action,
                from,
                gain: Gain::Principal(role.id),
                certainty: certainty.clone(),
                evidence: vec![evidence.clone()],
            }));
        }
    }
    out
}

fn outsider(iam: &Iam, text: &Text) -> Vec<From> {
    let found = iam.principals().iter().find(|p| !p.is_ours() && p.arn == *text);
    found.map(|p| From::Principal(p.id)).into_iter().collect()
}

fn outsider_of(iam: &Iam, account: &Text) -> Vec<From> {
    let same = |id: PrincipalId| iam.aws.account_of(id) == Some(account);
    let found = iam.principals().iter().find(|p| p.kind == PrincipalKind::External && same(p.id));
    found.map(|p| From::Principal(p.id)).into_iter().collect()
}
