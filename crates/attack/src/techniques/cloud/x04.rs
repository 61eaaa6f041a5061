//! X04: a pod whose ServiceAccount names a role that trusts it acts as the role (IRSA).

use ringfort_facts::kube::namespace_of;
use ringfort_iam::{Iam, Principal, PrincipalKind, Token};
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X04",
    title: "Role of a ServiceAccount",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} exchanges its token for credentials of the cloud: the attacker {gain}",
    page: include_str!("x04.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for account in facts.objects("ServiceAccount") {
        let Some(named) = account.annotation("eks.amazonaws.com/role-arn").node() else { continue };
        let namespace = namespace_of(account);
        let subject = format!("system:serviceaccount:{namespace}:{}", account.name);
        let token = Token {
            subject: Some(&subject),
            audience: Some("sts.amazonaws.com"),
            ..Token::default()
        };
        for role in roles(iam, named.as_str()) {
            let admitted = iam.admits(role.id, &token);
            let Some(doubt) = support::doubt(&admitted) else { continue };
            let ids = support::containers_as(facts, namespace, &account.name);
            let from_pods = ids.into_iter().map(Position::Code);
            let from_rights = [Right::RunPods, Right::MintTokens]
                .map(|right| Position::Right(right, namespace.into()));
            for from in from_pods.chain(from_rights) {
                g.step(support::position(role))
                    .from(from)
                    .proof(named.span, "the role that the ServiceAccount names")
                    .proof(role.at, "the role that trusts it")
                    .doubt(doubt.clone())
                    .add();
            }
        }
    }
}

/// The roles that an annotation may mean: the one it names, or, where its text is not known, those that pods may take.
fn roles<'i>(iam: &'i Iam, arn: Option<&str>) -> Vec<&'i Principal> {
    let name = arn.map(|a| a.rsplit('/').next().unwrap_or(a));
    let all = iam.principals().iter().filter(|p| p.kind == PrincipalKind::Role);
    let named = |p: &&Principal| match name {
        Some(name) => p.name.as_deref() == Some(name) || arn.is_some_and(|a| p.is_called(a)),
        None => true,
    };
    all.filter(named).collect()
}
