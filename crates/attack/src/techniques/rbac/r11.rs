//! R11: creating bindings with the verb bind gives any role, cluster-admin included.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R11",
    title: "Bind a role to oneself",
    layer: Layer::Cluster,
    attack: &["T1098"],
    sentence: "{from} may {detail} and bind any role: the attacker {gain}",
    page: include_str!("r11.md"),
    ground,
};

const CREATE: Wanted = Wanted {
    verbs: support::WRITE,
    on: &[
        ("rbac.authorization.k8s.io", "clusterrolebindings"),
        ("rbac.authorization.k8s.io", "rolebindings"),
    ],
};
const BIND: Wanted = Wanted {
    verbs: &["bind"],
    on: &[("rbac.authorization.k8s.io", "clusterroles"), ("rbac.authorization.k8s.io", "roles")],
};

fn ground(g: &mut Ground<'_>) {
    for granted in g.grants.clone().iter() {
        if let (Some(hit), Some(_)) = (granted.gives(CREATE, false), granted.gives(BIND, false)) {
            let head = Position::Right(Right::Everything, granted.scope.clone());
            support::step(g, granted, &hit, head, "cluster/rbac-escalation-paths").add();
        }
    }
}
