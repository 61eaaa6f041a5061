//! X06: an association hands a role to the pods of a ServiceAccount.

use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{Position, Right};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "X06",
    title: "Pod identity",
    layer: Layer::Cloud,
    attack: &["T1078.004"],
    sentence: "{from} is handed credentials by the agent of EKS: the attacker {gain}",
    page: include_str!("x06.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for association in facts.resources("aws_eks_pod_identity_association") {
        let (namespace, name) =
            (association.text("namespace", ""), association.text("service_account", ""));
        let (Some(namespace), Some(name)) = (namespace.known(), name.known()) else { continue };
        for role in facts.targets(association, "role_arn") {
            let Some(role) = support::principal_of(facts, iam, role) else { continue };
            let pods =
                support::containers_as(facts, namespace, name).into_iter().map(Position::Code);
            let right = Position::Right(Right::RunPods, namespace.as_str().into());
            for from in pods.chain([right]) {
                g.step(support::position(role))
                    .from(from)
                    .proof(association.header, "the association")
                    .add();
            }
        }
    }
}
