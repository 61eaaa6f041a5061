//! R08: whoever may create a Secret and read it asks the token controller for a token that never expires.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R08",
    title: "Make a token Secret and read it",
    layer: Layer::Cluster,
    attack: &["T1528"],
    sentence: "{from} may {detail} and read it: the token controller fills it in, which is {to}",
    page: include_str!("r08.md"),
    ground,
};

const CREATE: Wanted = Wanted { verbs: &["create"], on: &[("", "secrets")] };
const READ: Wanted = Wanted { verbs: &["get", "list", "watch"], on: &[("", "secrets")] };

fn ground(g: &mut Ground<'_>) {
    for granted in g.grants.clone().iter() {
        if let (Some(hit), Some(_)) = (granted.gives(CREATE, false), granted.gives(READ, false)) {
            let head = Position::Right(Right::MintTokens, granted.scope.clone());
            support::step(g, granted, &hit, head, "cluster/rbac-escalation-paths").add();
        }
    }
}
