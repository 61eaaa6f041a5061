//! E08: the API server takes requests without credentials, and a binding or its authorization mode gives them rights.

use ringfort_facts::kube::ComponentKind;
use ringfort_vocab::Layer;

use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "E08",
    title: "Anonymous API identity",
    layer: Layer::Cluster,
    attack: &["T1078.001"],
    sentence: "The API server answers callers without credentials, and a binding gives them rights: the attacker {gain}",
    page: include_str!("e08.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let controls = g.controls;
    for granted in g.grants.clone().iter().filter(|granted| is_anonymous(&granted.subject)) {
        if granted.rules.as_ref().is_some_and(|all| all.iter().all(|r| r.resources.is_empty())) {
            continue;
        }
        g.step(Position::Identity("system:anonymous".into()))
            .from(Position::NetApi)
            .proof(granted.at, "bound to everyone")
            .unless(controls.anonymous_auth())
            .unless(Control::missing_for(
                "cluster/rbac-least-privilege",
                granted.binding.clone(),
                granted.at,
            ))
            .add();
    }
    always_allow(g);
}

fn is_anonymous(subject: &Position) -> bool {
    match subject {
        Position::Identity(user) => &**user == "system:anonymous",
        Position::Group(group) => &**group == "system:unauthenticated",
        _ => false,
    }
}

/// Where every request is allowed, an anonymous one is.
fn always_allow(g: &mut Ground<'_>) {
    let (facts, controls) = (g.facts, g.controls);
    for server in facts.kube.components.iter().filter(|c| c.kind == ComponentKind::ApiServer) {
        let modes = server.list("authorization-mode");
        if !modes.known().is_some_and(|m| m.iter().any(|m| m == "AlwaysAllow")) {
            continue;
        }
        for (head, from) in [
            (Position::Identity("system:anonymous".into()), Position::NetApi),
            (
                Position::Right(Right::Everything, "*".into()),
                Position::Identity("system:anonymous".into()),
            ),
        ] {
            g.step(head)
                .from(from)
                .proof(modes.span(), "every request is allowed")
                .unless(controls.anonymous_auth())
                .unless(Control::missing_for(
                    "cluster/authorization-mode",
                    "kube-apiserver",
                    modes.span(),
                ))
                .add();
        }
    }
}
