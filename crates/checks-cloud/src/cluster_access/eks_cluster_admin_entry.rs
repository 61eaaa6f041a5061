//! EKS cluster administration is granted beyond the platform team.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{declared, settings};

/// EKS cluster administration is granted beyond the platform team.
pub struct EksClusterAdminEntry;

impl Check for EksClusterAdminEntry {
    const META: Meta = Meta::new(
        "cloud/eks-cluster-admin-entry",
        "EKS cluster administration is granted beyond the platform team",
        "cloud/cluster-admin-access",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.5.1", "MITRE-T1098.006"]);
    const TYPES: &'static [&'static str] = &["aws_eks_access_policy_association"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        let policy = on.text("policy_arn", "");
        let Some(arn) = policy.known() else {
            return settings::unknown(&policy).unwrap_or(Verdict::NotApplicable);
        };
        if !arn.ends_with("/AmazonEKSClusterAdminPolicy") {
            return Verdict::NotApplicable;
        }
        let principals = scene.facts.principals_of(on);
        if declared::is_platform(scene, &principals) {
            return Verdict::pass(on.header, "administration goes to a declared platform role");
        }
        match on.at("principal_arn") {
            At::Unknown(node) if principals.is_empty() => {
                Verdict::unknown(node.span, node.cause().to_owned())
            }
            at => {
                let who = principals.first().map_or("a principal", String::as_str);
                let message =
                    format!("`{who}` administers the cluster and is no declared platform role");
                Verdict::fail(
                    Failure::new(policy.span(), message).related(at.span(), "the principal"),
                )
            }
        }
    }
}
