//! Policy reads every secret or every object.

use ringfort_check::facts::cloud::iam::covers;
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::rights;

/// Policy reads every secret or every object.
pub struct IamSecretsReadEverywhere;

impl Check for IamSecretsReadEverywhere {
    const META: Meta = Meta::new(
        "cloud/iam-secrets-read-everywhere",
        "Policy reads every secret or every object",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["OWASP-K8s-2025-K08", "MITRE-T1552.001"])
    .aliases(&["CKV_AWS_108", "CKV_AWS_288"]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        rights::judge(
            on,
            scene,
            "no statement reads secrets or objects of the whole account",
            |statement| {
                rights::everywhere(
                    statement,
                    |text| ACTIONS.iter().any(|action| covers(text, action)),
                    |text| {
                        format!(
                            "allows {text} on every resource: all of the account's, not one application's"
                        )
                    },
                )
            },
        )
    }
}

/// Actions that hand out secrets or data.
const ACTIONS: [&str; 8] = [
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
    "s3:GetObject",
    "kms:Decrypt",
    "dynamodb:Scan",
    "rds-data:ExecuteStatement",
];
