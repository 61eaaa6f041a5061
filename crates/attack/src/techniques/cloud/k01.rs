//! K01: an access entry of EKS makes a principal a user of the cluster, with the rights of its policies and groups.

use ringfort_vocab::Layer;

use super::support;
use crate::access_policies::{associations, groups, user_of};
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K01",
    title: "Access entry",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "An access entry with {detail} lets {from} into the cluster: the attacker {gain}",
    page: include_str!("k01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for association in associations(facts) {
        let Some(principal) = support::principal_of(facts, iam, association.principal) else {
            continue;
        };
        // Administration of the cluster is one hop; what other policies allow, the rules of RBAC tell.
        let head = match association.policy.as_str() {
            "AmazonEKSClusterAdminPolicy" if association.is_everywhere() => {
                Position::Right(Right::Everything, "*".into())
            }
            "AmazonEKSViewPolicy" => continue,
            _ => Position::Identity(user_of(association.principal)),
        };
        support::enters(g, principal, head)
            .proof(association.at, "the policy of the entry")
            .unless(support::no_admin(&association.resource.address, association.at))
            .detail(association.policy.as_str())
            .add();
    }
    by_groups(g);
}

/// Groups of an entry, whose rights are those of RBAC.
fn by_groups(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for entry in facts.resources("aws_eks_access_entry") {
        for role in facts.targets(entry, "principal_arn") {
            let Some(principal) = support::principal_of(facts, iam, role) else { continue };
            for (group, at) in groups(entry) {
                support::enters(g, principal, Position::Group(group.into()))
                    .proof(at, "the group of the entry")
                    .unless(support::no_admin(&entry.address, at))
                    .detail(format!("the group {group}"))
                    .add();
            }
        }
    }
}
