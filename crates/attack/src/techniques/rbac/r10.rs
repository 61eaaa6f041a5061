//! R10: impersonating a group is being in it, `system:masters` included.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R10",
    title: "Impersonate",
    layer: Layer::Cluster,
    attack: &["T1134"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r10.md"),
    ground,
};

const GROUPS: Wanted = Wanted { verbs: &["impersonate"], on: &[("", "groups")] };
const USERS: Wanted = Wanted { verbs: &["impersonate"], on: &[("", "users")] };
const ACCOUNTS: Wanted = Wanted { verbs: &["impersonate"], on: &[("", "serviceaccounts")] };
const CONTROL: &str = "cluster/rbac-escalation-paths";

fn ground(g: &mut Ground<'_>) {
    support::each_cluster(g, CONTROL, GROUPS, Right::Everything);
    support::each(g, CONTROL, ACCOUNTS, Right::MintTokens);
    let bound: Vec<Position> = g.grants.iter().map(|granted| granted.subject.clone()).collect();
    for granted in g.grants.clone().iter().filter(|granted| &*granted.scope == "*") {
        let Some(hit) = granted.gives(USERS, false) else { continue };
        for user in bound.iter().filter(|p| matches!(p, Position::Identity(_))) {
            support::step(g, granted, &hit, user.clone(), CONTROL).add();
        }
    }
}
