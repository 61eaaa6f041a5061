//! Node role reaches data of applications.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// Node role reaches data of applications.
pub struct NodeRoleDataAccess;

impl Check for NodeRoleDataAccess {
    const META: Meta = Meta::new(
        "cloud/node-role-data-access",
        "Node role reaches data of applications",
        "cloud/workload-identity",
        Severity::High,
    )
    .frameworks(&["CIS-EKS-5.2.1", "OWASP-K8s-2025-K08", "MITRE-T1552.005"]);
    const TYPES: &'static [&'static str] = &["aws_iam_role"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if !scene.facts.is_node_role(on) {
            return Verdict::NotApplicable;
        }
        let mut failures = vec![];
        for held in
            scene.facts.managed_policies_of(on).into_iter().filter(|a| is_beyond_nodes(a.name()))
        {
            let message = format!("nodes hold {}: every pod on a node can take it on", held.name());
            failures.push(Failure::new(on.header, message).key(held.name()).related_to(
                held.span,
                "attached here",
                held.by.address.clone(),
            ));
        }
        for (by, policy) in scene.facts.policies_of(on) {
            let data = policy
                .allows()
                .find_map(|s| Some((s, ACTIONS.iter().find(|a| s.actions.covering(a).is_some())?)));
            if let Some((statement, action)) = data {
                let message =
                    format!("nodes may call {action}: every pod on a node can take the role on");
                failures.push(Failure::new(statement.span, message).key(*action).related_to(
                    by.header,
                    "written here",
                    by.address.clone(),
                ));
            }
        }
        let open = scene
            .facts
            .attached(on, "aws_iam_role_policy_attachment", "role", &["name"])
            .find_map(|a| match a.at("policy_arn") {
                At::Unknown(node) if !node.cause().starts_with("known after apply") => Some(node),
                _ => None,
            });
        match open {
            Some(node) if failures.is_empty() => {
                Verdict::unknown(node.span, node.cause().to_owned())
            }
            _ => Verdict::of(failures, on.header, "the node role carries what nodes need"),
        }
    }
}

/// Actions that read or write data of applications.
const ACTIONS: [&str; 11] = [
    "s3:GetObject",
    "s3:PutObject",
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "rds-data:ExecuteStatement",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "sqs:ReceiveMessage",
    "kms:Decrypt",
    "iam:PassRole",
    "sts:AssumeRole",
];

/// Is the managed policy more than what a node, its network plugin, its registry access and its agent need?
fn is_beyond_nodes(policy: &str) -> bool {
    let needed = [
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKSWorkerNodeMinimalPolicy",
        "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryReadOnly",
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonSSMManagedInstanceCore",
        "CloudWatchAgentServerPolicy",
        "AmazonEBSCSIDriverPolicy",
    ];
    let own = !policy.contains(':') && !needed.contains(&policy);
    own && (policy.ends_with("FullAccess")
        || policy.ends_with("ReadWrite")
        || policy.ends_with("ReadOnlyAccess")
        || policy.ends_with("PowerUser")
        || policy == "AdministratorAccess"
        || policy == "ReadOnlyAccess"
        || policy == "PowerUserAccess")
}
