//! Registry is open to everyone.

use ringfort_check::facts::cloud::iam::Policy;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::identity;

/// Registry is open to everyone.
pub struct EcrPublicPolicy;

impl Check for EcrPublicPolicy {
    const META: Meta = Meta::new(
        "cloud/ecr-public-policy",
        "Registry is open to everyone",
        "cloud/registry-access-control",
        Severity::Critical,
    )
    .gate()
    .frameworks(&["CIS-EKS-5.1.2", "MITRE-T1525"])
    .aliases(&[
        "75be209d-1948-41f6-a8c8-e22dd0121134",
        "e86e26fc-489e-44f0-9bcd-97305e4ba69a",
        "fb5a5df7-6d74-4243-ab82-ff779a958bfd",
        "CKV_AWS_32",
        "AWS-0032",
        "AC_AWS_0084",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_ecr_repository", "aws_ecr_repository_policy", "aws_ecr_registry_policy"];
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        if &*on.kind == "aws_ecr_repository" {
            return match scene
                .facts
                .attached(on, "aws_ecr_repository_policy", "repository", &["name"])
                .next()
            {
                Some(_) => Verdict::NotApplicable,
                None => Verdict::default(
                    on.header,
                    "without a policy only the own account uses the repository",
                ),
            };
        }
        let Some(policy) = Policy::read(on.at("policy")) else { return Verdict::NotApplicable };
        identity::policy(&policy, "the policy names who may use the repository", |s| {
            identity::strangers(s, "the repository")
        })
    }
}
