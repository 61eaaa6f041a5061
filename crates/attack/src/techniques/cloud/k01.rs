//! K01: an access entry of EKS gives a principal rights in the cluster.

use ringfort_vocab::Layer;

use super::support;
use crate::control::Control;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K01",
    title: "Access entry",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "An access entry makes {from} {to}",
    page: include_str!("k01.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for association in facts.resources("aws_eks_access_policy_association") {
        let policy = association.text("policy_arn", "");
        let admin = policy.known().is_some_and(|p| p.ends_with("/AmazonEKSClusterAdminPolicy"));
        if !admin {
            continue;
        }
        for role in facts.targets(association, "principal_arn") {
            let Some(principal) = support::principal_of(facts, iam, role) else { continue };
            g.step(Position::Right(Right::Everything, "*".into()))
                .from(support::position(principal))
                .from(Position::NetApi)
                .proof(policy.span(), "the policy of the entry")
                .unless(Control::missing_for(
                    "cloud/cluster-admin-access",
                    association.address.as_str(),
                    policy.span(),
                ))
                .add();
        }
    }
}
