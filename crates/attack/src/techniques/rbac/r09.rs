//! R09: create on serviceaccounts/token gives a token of any account in the scope.

use ringfort_facts::kube::namespace_of;
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;
use crate::techniques::identity::support::{account_of, user_name};

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R09",
    title: "Mint tokens",
    layer: Layer::Cluster,
    attack: &["T1528"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r09.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["create"], on: &[("", "serviceaccounts/token")] };

fn ground(g: &mut Ground<'_>) {
    support::each(g, "cluster/rbac-escalation-paths", WANTED, Right::MintTokens);
    more(g);
}

/// A token of every account of the namespace.
fn more(g: &mut Ground<'_>) {
    let mut users: Vec<Box<str>> = vec![];
    let accounts = g.facts.objects("ServiceAccount");
    users.extend(accounts.map(|o| user_name(namespace_of(o), &o.name)));
    users.extend(g.grants.iter().filter_map(|granted| match &granted.subject {
        Position::Identity(user) => Some(user.clone()),
        _ => None,
    }));
    users.sort_unstable();
    users.dedup();
    for user in users {
        let Some((namespace, _)) = account_of(&user) else { continue };
        let right = Position::Right(Right::MintTokens, namespace.into());
        g.step(Position::Identity(user.clone())).from(right).quiet().add();
    }
}
