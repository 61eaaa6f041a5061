//! I06: a Secret of type service-account-token holds a token that does not expire.

use ringfort_facts::kube::namespace_of;
use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::Position;
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "I06",
    title: "Use a token that never expires",
    layer: Layer::Cluster,
    attack: &["T1528"],
    sentence: "{from} is a token that never expires: the attacker {gain}",
    page: include_str!("i06.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let facts = g.facts;
    for secret in facts.objects("Secret") {
        if secret.at("type").str() != Some("kubernetes.io/service-account-token") {
            continue;
        }
        let Some(account) = secret.annotation("kubernetes.io/service-account.name").str() else {
            continue;
        };
        let namespace = namespace_of(secret);
        let target = secret.resource.to_string();
        g.step(Position::Identity(support::user_name(namespace, account)))
            .from(Position::Secret(namespace.into(), secret.name.clone()))
            .proof(secret.at("type").span(), "a token that does not expire")
            .unless(Control::missing_for(
                "cluster/service-account-token-rotation",
                target,
                secret.head,
            ))
            .add();
    }
}
