//! K03: whoever created an EKS cluster is its administrator for good, unless the cluster says otherwise.

use std::sync::Arc;

use ringfort_iam::{Decision, Iam, Principal};
use ringfort_model::Value;
use ringfort_model::cloud::Resource;
use ringfort_vocab::Layer;

use super::support;
use crate::control::{Control, Standing};
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K03",
    title: "Whoever made the cluster",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} made the cluster, and so is {to}",
    page: include_str!("k03.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for cluster in facts.resources("aws_eks_cluster") {
        for (principal, doubt) in creators(g, iam, cluster) {
            let control = no_standing_admin(cluster);
            let path = "access_config.bootstrap_cluster_creator_admin_permissions";
            support::enters(g, principal, Position::Right(Right::Everything, "*".into()))
                .proof(cluster.bool(path, true).span(), "who makes it is its administrator")
                .proof(principal.at, "who may have made it")
                .unless(control)
                .doubt(doubt)
                .add();
        }
    }
}

/// Who made the cluster: the role that the provider takes; else whoever may make clusters, which is no proof.
fn creators<'i>(
    g: &Ground<'_>,
    iam: &'i Iam,
    cluster: &Resource,
) -> Vec<(&'i Principal, &'static str)> {
    let facts = g.facts;
    let providers = facts.resources("provider.aws").filter(|p| p.root == cluster.root);
    let taken = providers.flat_map(|p| facts.targets(p, "assume_role"));
    let named: Vec<_> =
        taken.filter_map(|r| support::principal_of(facts, iam, r)).map(|p| (p, "")).collect();
    if !named.is_empty() {
        return named;
    }
    let may = |p: &&Principal| {
        let make = || iam.can(p.id, "eks:CreateCluster", Some(&cluster.address));
        p.is_ours() && *p.root == *cluster.root && Decision::is_allowed(&make())
    };
    let all = iam.principals().iter().filter(may);
    all.map(|p| (p, "whether it was this principal that made the cluster")).collect()
}

fn no_standing_admin(cluster: &Resource) -> Control {
    let setting = cluster.bool("access_config.bootstrap_cluster_creator_admin_permissions", true);
    let standing = match &setting {
        Value::Unknown(at, cause) => Standing::Unknown(*at, cause.clone()),
        _ if setting.is(&false) => {
            Standing::InPlace(setting.span(), "the creator gets no standing administration".into())
        }
        _ => Standing::Absent(Some(setting.span())),
    };
    let target: Arc<str> = cluster.address.as_str().into();
    Control { id: "cloud/cluster-admin-access", scope: target.clone(), target, standing }
}
