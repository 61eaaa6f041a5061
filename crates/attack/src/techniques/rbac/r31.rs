//! R31: the ConfigMap aws-auth maps AWS identities to groups of the cluster.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R31",
    title: "Become an administrator through aws-auth",
    layer: Layer::Cluster,
    attack: &["T1098"],
    sentence: "{from} may {detail} in kube-system: it maps a role of its own to system:masters in aws-auth, which is {to}",
    page: include_str!("r31.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: support::CHANGE, on: &[("", "configmaps")] };

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    let Some(map) = facts.objects("ConfigMap").find(|o| &*o.name == "aws-auth") else { return };
    let at = map.head;
    for granted in g.grants.clone().iter() {
        if !matches!(&*granted.scope, "*" | "kube-system") {
            continue;
        }
        if let Some(hit) = granted.gives(WANTED, false) {
            let head = Position::Right(Right::Everything, "*".into());
            support::step(g, granted, &hit, head, "cluster/rbac-escalation-paths")
                .proof(at, "aws-auth is in use")
                .add();
        }
    }
}
