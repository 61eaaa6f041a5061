//! Policy names every resource.

use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::identity;
use crate::support::identity::Judged;
use crate::support::rights;

/// Policy names every resource.
pub struct IamWildcardResource;

impl Check for IamWildcardResource {
    const META: Meta = Meta::new(
        "cloud/iam-wildcard-resource",
        "Policy names every resource",
        "cloud/iam-least-privilege",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-2.14"])
    .aliases(&["CKV_AWS_355", "CKV_AWS_356", "IAM_POLICYDOCUMENT_NO_WILDCARD_RESOURCE"]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        rights::judge(on, scene, "no statement names every resource", |statement| {
            let all = statement.resources.known.iter().find(|t| t.text == "*");
            let (true, Some(all)) = (rights::is_open(statement), all) else {
                return if rights::is_open(statement) {
                    identity::open_lists(statement)
                } else {
                    Judged::Good
                };
            };
            match statement.actions.known.iter().find(|t| takes_resource(t.text)) {
                Some(action) => Judged::Bad(Failure::new(
                    all.span,
                    format!("allows {} on every resource", action.text),
                )),
                None => identity::open_lists(statement),
            }
        })
    }
}

/// Actions that know no resource: listing, describing, and a few more. One with a wildcard may know some.
fn takes_resource(action: &str) -> bool {
    let name = action.split_once(':').map_or(action, |(_, name)| name);
    let without = ["List", "Describe"].iter().any(|verb| name.starts_with(verb));
    let known = [
        "sts:GetCallerIdentity",
        "cloudwatch:PutMetricData",
        "cloudwatch:GetMetricData",
        "cloudwatch:GetMetricStatistics",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "kms:CreateKey",
        "kms:GenerateRandom",
        "iam:GetAccountSummary",
        "iam:GetAccountPasswordPolicy",
        "iam:GenerateCredentialReport",
        "iam:GetCredentialReport",
        "secretsmanager:GetRandomPassword",
        "ec2:CreateKeyPair",
        "tag:GetResources",
        "ecr:GetAuthorizationToken",
        "ecr-public:GetAuthorizationToken",
        "sts:GetServiceBearerToken",
        "s3:GetAccountPublicAccessBlock",
    ];
    name.contains(['*', '?']) || !(without || known.iter().any(|k| k.eq_ignore_ascii_case(action)))
}
