//! R01: all verbs on all resources, or the role cluster-admin.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Hit;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R01",
    title: "Cluster-admin",
    layer: Layer::Cluster,
    attack: &["T1078.001"],
    sentence: "{from} may {detail}: that is {to}",
    page: include_str!("r01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    const CONTROL: &str = "cluster/cluster-admin-usage";
    for granted in g.grants.clone().iter() {
        let head = Position::Right(Right::Everything, granted.scope.clone());
        if let Some(hit) = granted.gives_everything() {
            support::step(g, granted, &hit, head, CONTROL).add();
        } else if granted.rules.is_none() && !granted.role.starts_with("system:") {
            let hit = Hit { what: "do what is not known".to_owned(), at: None, names: vec![] };
            support::step(g, granted, &hit, head, CONTROL)
                .doubt(format!("what role {} allows: it was not read", granted.role))
                .add();
        }
    }
    g.step(Position::Right(Right::Everything, "*".into()))
        .from(Position::Group("system:masters".into()))
        .quiet()
        .add();
    expand(g);
}

/// Everything in a namespace includes each right that leads on.
fn expand(g: &mut Ground<'_>) {
    let mut scopes = support::namespaces(g);
    scopes.push("*".into());
    for scope in scopes {
        for right in INCLUDED {
            g.step(Position::Right(*right, scope.clone()))
                .from(Position::Right(Right::Everything, scope.clone()))
                .quiet()
                .add();
        }
    }
    for right in INCLUDED.iter().chain(&[Right::Everything]) {
        for namespace in support::namespaces(g) {
            g.step(Position::Right(*right, namespace))
                .from(Position::Right(*right, "*".into()))
                .quiet()
                .add();
        }
    }
}

const INCLUDED: &[Right] = &[
    Right::RunPods,
    Right::Exec,
    Right::Forward,
    Right::ReadSecrets,
    Right::WriteSecrets,
    Right::MintTokens,
    Right::Grant,
    Right::Admission,
    Right::Network,
    Right::Intercept,
    Right::Destroy,
    Right::Logs,
    Right::MakeVolumes,
];
