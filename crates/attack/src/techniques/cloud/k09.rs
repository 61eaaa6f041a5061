//! K09: a principal that may write a new version of the launch template of a node group, and have nodes start from it.

use ringfort_iam::{Decision, Iam, Principal};
use ringfort_model::cloud::Resource;
use ringfort_vocab::Layer;

use super::support;
use crate::ground::Ground;
use crate::position::{Pool, Position};
use crate::technique::Technique;

pub(super) const TECHNIQUE: Technique = Technique {
    id: "K09",
    title: "Launch template of nodes",
    layer: Layer::Cloud,
    attack: &["T1578"],
    sentence: "{from} may write what the machines of {detail} start with: the attacker {gain}",
    page: include_str!("k09.md"),
    ground,
};

fn ground(g: &mut Ground<'_>) {
    let (facts, iam) = (g.facts, g.controls.iam());
    for group in facts.resources("aws_eks_node_group") {
        for template in facts.templates_of(group) {
            for principal in iam.principals().iter().filter(|p| p.is_ours()) {
                let decision = starts(iam, principal, group, template);
                if decision.is_denied() {
                    continue;
                }
                let at = decision.evidence.iter().find_map(|e| e.at).unwrap_or(principal.at);
                let step = g
                    .step(Position::Node(Pool::Worker))
                    .from(support::position(principal))
                    .unless(support::least(principal, at))
                    .detail(group.address.as_str());
                support::decided(step, &decision).add();
            }
        }
    }
}

/// A version of its own, and the node group brought to it: by an update of the group, or, where the group follows the
/// default or the latest version, as soon as a node starts.
fn starts(iam: &Iam, principal: &Principal, group: &Resource, template: &Resource) -> Decision {
    let write = iam.can(principal.id, "ec2:CreateLaunchTemplateVersion", Some(&template.address));
    write.and(|| {
        let update = iam.can(principal.id, "eks:UpdateNodegroupVersion", Some(&group.address));
        update.or(|| {
            let version = group.at("launch_template.version").str();
            let default =
                iam.can(principal.id, "ec2:ModifyLaunchTemplate", Some(&template.address));
            match version {
                Some("$Default") => default,
                _ => Decision::deny("the node group stays at its version", vec![]),
            }
        })
    })
}
