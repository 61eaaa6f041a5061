//! R23: the ConfigMap of CoreDNS decides every name.

use ringfort_vocab::Layer;

use super::support;
use crate::grants::{Granted, Wanted};
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "R23",
    title: "Rewrite the cluster's DNS",
    layer: Layer::Cluster,
    attack: &["T1557"],
    sentence: "{from} may {detail} in kube-system: it rewrites the answers of CoreDNS, which is {to}",
    page: include_str!("r23.md"),
    ground,
};

const WANTED: Wanted = Wanted { verbs: support::CHANGE, on: &[("", "configmaps")] };

fn ground(g: &mut Ground<'_>) {
    let dns = |granted: &Granted| {
        let holds = matches!(&*granted.scope, "*" | "kube-system");
        holds.then(|| Position::Right(Right::Intercept, "*".into()))
    };
    support::each_to(g, "cluster/rbac-least-privilege", WANTED, &dns);
}
