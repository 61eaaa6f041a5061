//! Node role holds the network plugin's rights.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

/// Node role holds the network plugin's rights.
pub struct NodeRoleNetworkPolicy;

impl Check for NodeRoleNetworkPolicy {
    const META: Meta = Meta::new(
        "cloud/node-role-network-policy",
        "Node role holds the network plugin's rights",
        "cloud/workload-identity",
        Severity::Low,
    )
    .frameworks(&["CIS-EKS-5.2.1"]);
    const TYPES: &'static [&'static str] = &["aws_iam_role"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !scene.facts.is_node_role(on) {
            return Verdict::NotApplicable;
        }
        let held = scene
            .facts
            .managed_policies_of(on)
            .into_iter()
            .find(|a| a.name() == "AmazonEKS_CNI_Policy");
        match held {
            Some(a) => {
                let message = format!(
                    "nodes of role `{}` may change network interfaces: give the plugin (aws-node) a role of its own",
                    on.name
                );
                Verdict::fail(Failure::new(on.header, message).related_to(
                    a.span,
                    "attached here",
                    a.by.address.clone(),
                ))
            }
            None => {
                Verdict::pass(on.header, "the network plugin's rights are not on the node role")
            }
        }
    }
}
