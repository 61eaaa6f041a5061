//! Resource policy opens the resource to everyone.

use ringfort_check::facts::cloud::iam::Policy;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::identity;

/// Resource policy opens the resource to everyone.
pub struct ResourcePolicyPublic;

impl Check for ResourcePolicyPublic {
    const META: Meta = Meta::new(
        "cloud/resource-policy-public",
        "Resource policy opens the resource to everyone",
        "cloud/public-resource-exposure",
        Severity::High,
    )
    .gate()
    .frameworks(&["CIS-AWS-2.21", "MITRE-T1530"])
    .aliases(&[
        "3ab1f27d-52cc-4943-af1d-43c1939e739a",
        "7772bb8c-c0f3-42d4-8e4e-f1b8939ad085",
        "7af43613-6bb9-4a0e-8c4d-1314b799425e",
        "CKV_AWS_70",
        "S3_BUCKET_POLICY_NO_WILDCARD_PRINCIPAL",
        "905f4741-f965-45c1-98db-f7a00a0e5c73",
        "ae53ce91-42b5-46bf-a84f-9a13366a4f13",
        "b26d2b7e-60f6-413d-a3a1-a57db24aa2b3",
        "CKV_AWS_169",
        "AC_AWS_0385",
        "SNS_TOPICPOLICY_NO_WILDCARD_PRINCIPAL",
        "730675f9-52ed-49b6-8ead-0acb5dd7df7f",
        "86b0efa7-4901-4edd-a37a-c034bec6645a",
        "9b6a3f5b-5fd6-40ee-9bc0-ed604911212d",
        "abb06e5f-ef9a-4a99-98c6-376d396bfcdf",
        "d994585f-defb-4b51-b6d2-c70f020ceb10",
        "CKV_AWS_168",
        "AC_AWS_0365",
        "SQS_QUEUEPOLICY_NO_WILDCARD_PRINCIPAL",
        "16c4216a-50d3-4785-bfb2-4adb5144a8ba",
        "AC_AWS_0469",
    ]);
    const TYPES: &'static [&'static str] = &[
        "aws_s3_bucket_policy",
        "aws_s3_bucket",
        "aws_sqs_queue_policy",
        "aws_sqs_queue",
        "aws_sns_topic_policy",
        "aws_sns_topic",
        "aws_secretsmanager_secret_policy",
        "aws_secretsmanager_secret",
        "aws_efs_file_system_policy",
        "aws_opensearch_domain_policy",
        "aws_elasticsearch_domain_policy",
        "aws_opensearch_domain",
        "aws_elasticsearch_domain",
        "aws_backup_vault_policy",
        "aws_glacier_vault",
    ];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = match &*on.kind {
            "aws_opensearch_domain_policy"
            | "aws_elasticsearch_domain_policy"
            | "aws_opensearch_domain"
            | "aws_elasticsearch_domain" => "access_policies",
            "aws_glacier_vault" => "access_policy",
            _ => "policy",
        };
        let Some(policy) = Policy::read(on.at(path)) else { return Verdict::NotApplicable };
        identity::policy(&policy, "the policy names who may use the resource", |s| {
            identity::strangers(s, "the resource")
        })
    }
}
