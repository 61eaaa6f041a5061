//! R07: get, list or watch on Secrets shows their content; list and watch are not bound by resourceNames.

use ringfort_facts::kube::namespace_of;
use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R07",
    title: "Read Secrets",
    layer: Layer::Cluster,
    attack: &["T1552.007"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r07.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: &["get", "list", "watch"], on: &[("", "secrets")] };

fn ground(g: &mut Ground<'_>) {
    support::each(g, CONTROL, WANTED, Right::ReadSecrets);
    named(g);
    let facts = g.facts;
    for secret in facts.objects("Secret") {
        let namespace = namespace_of(secret);
        g.step(Position::Secret(namespace.into(), secret.name.clone()))
            .from(Position::Right(Right::ReadSecrets, namespace.into()))
            .proof(secret.head, "the Secret")
            .quiet()
            .add();
    }
}

const CONTROL: &str = "cluster/rbac-least-privilege";

/// A rule limited to names gives these Secrets alone.
fn named(g: &mut Ground<'_>) {
    let get = Wanted { verbs: &["get"], ..WANTED };
    for granted in g.grants.clone().iter().filter(|granted| &*granted.scope != "*") {
        let Some(hit) = granted.gives(get, true).filter(|hit| !hit.names.is_empty()) else {
            continue;
        };
        for name in &hit.names {
            let head = Position::Secret(granted.scope.clone(), name.clone());
            support::step(g, granted, &hit, head, CONTROL).add();
        }
    }
}
