//! R01: all verbs on all resources, or the role cluster-admin.

use std::collections::BTreeSet;

use ringfort_vocab::Layer;

use super::support;
use crate::control::{Control, Standing};
use crate::grants::Granted;
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
    let unread = unread(g);
    for granted in g.grants.clone().iter() {
        let head = Position::Right(Right::Everything, granted.scope.clone());
        if let Some(hit) = granted.gives_everything() {
            support::step(g, granted, &hit, head, CONTROL).add();
        } else if is_unread(granted) {
            g.step(head)
                .from(granted.subject.clone())
                .proof(granted.at, "bound here")
                .unless(Control {
                    id: "cluster/rbac-least-privilege",
                    target: (&*unread).into(),
                    scope: (&*granted.binding).into(),
                    standing: Standing::Absent(Some(granted.at)),
                })
                .detail(&*granted.role)
                .say("{from} is bound to role {detail}, which no file declares: at worst the attacker {gain}")
                .doubt(format!("what role {} allows: no file declares it", granted.role))
                .cost(4)
                .add();
        }
    }
    g.step(Position::Right(Right::Everything, "*".into()))
        .from(Position::Group("system:masters".into()))
        .quiet()
        .add();
    expand(g);
}

/// No file declares its role, and it is not known from elsewhere.
fn is_unread(granted: &Granted) -> bool {
    granted.rules.is_none() && !granted.role.starts_with("system:")
}

/// The roles that no file declares, in words: one decision for all of them, to have them declared, and read, and narrow.
fn unread(g: &Ground<'_>) -> Box<str> {
    let roles = g.grants.iter().filter(|granted| is_unread(granted));
    let names: BTreeSet<&str> = roles.map(|granted| &*granted.role).collect();
    let names: Vec<&str> = names.into_iter().collect();
    format!("roles that no file declares: {}", names.join(", ")).into()
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
