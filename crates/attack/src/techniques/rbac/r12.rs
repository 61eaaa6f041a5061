//! R12: changing roles with the verb escalate writes any right into them.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R12",
    title: "Rewrite a role",
    layer: Layer::Cluster,
    attack: &["T1098"],
    sentence: "{from} may {detail} beyond its own rights (escalate): the attacker {gain}",
    page: include_str!("r12.md"),
    ground,
};

const CHANGE: Wanted = Wanted {
    verbs: support::WRITE,
    on: &[("rbac.authorization.k8s.io", "clusterroles"), ("rbac.authorization.k8s.io", "roles")],
};
const ESCALATE: Wanted = Wanted { verbs: &["escalate"], ..CHANGE };

fn ground(g: &mut Ground<'_>) {
    for granted in g.grants.clone().iter() {
        if let (Some(hit), Some(_)) = (granted.gives(CHANGE, false), granted.gives(ESCALATE, false))
        {
            let head = Position::Right(Right::Everything, granted.scope.clone());
            support::step(g, granted, &hit, head, "cluster/rbac-escalation-paths").add();
        }
    }
    // Limited to a role by name: whoever is bound to it gains.
    support::each_rewritable(g, &|_, binding, name| &*binding.role == name);
}
