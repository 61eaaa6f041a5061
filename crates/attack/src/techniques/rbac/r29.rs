//! R29: whoever may write the objects of a controller (Flux, Argo CD, Crossplane, Tekton) borrows its rights.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::Wanted;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R29",
    title: "Let a controller do it",
    layer: Layer::Cluster,
    attack: &["T1072"],
    sentence: "{from} may {detail}: the controller applies what it writes, with rights of its own, which is {to}",
    page: include_str!("r29.md"),
    ground,
};

const WANTED: Wanted = Wanted {
    verbs: support::WRITE,
    on: &[
        ("kustomize.toolkit.fluxcd.io", "kustomizations"),
        ("helm.toolkit.fluxcd.io", "helmreleases"),
        ("argoproj.io", "applications"),
        ("argoproj.io", "appprojects"),
        ("pkg.crossplane.io", "providers"),
        ("velero.io", "restores"),
    ],
};

fn ground(g: &mut Ground<'_>) {
    for granted in g.grants.clone().iter() {
        let Some(hit) = granted.gives(WANTED, false) else { continue };
        if granted.gives_everything().is_some() {
            continue;
        }
        let head = Position::Right(Right::Everything, "*".into());
        support::step(g, granted, &hit, head, "cluster/rbac-escalation-paths")
            .doubt("what the controller may do: its rights are not weighed")
            .add();
    }
}
