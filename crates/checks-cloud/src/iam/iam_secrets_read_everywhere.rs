//! Policy reads every secret or every object.

use ringfort_check::facts::cloud::iam::{Effect, Statement};
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Failure, Meta, Scene, Severity, Verdict};

use crate::support::{identity, identity::Judged};

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
    .aliases(&[
        "CKV_AWS_107",
        "CKV_AWS_287",
        "CKV_AWS_108",
        "CKV_AWS_288",
        "CKV_AWS_111",
        "CKV_AWS_290",
    ]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        identity::statements(
            on,
            scene,
            "no statement reads secrets or objects of the whole account",
            reads,
        )
    }
}

/// Actions that hand out secrets or data.
const ACTIONS: [&str; 9] = [
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "s3:GetObject",
    "kms:Decrypt",
    "dynamodb:Scan",
    "rds-data:ExecuteStatement",
    "iam:CreateAccessKey",
    "ec2:GetPasswordData",
];

fn reads<'a>(statement: &Statement<'a>) -> Judged<'a> {
    let narrowed = statement.conditions.iter().any(|c| {
        c.is_positive()
            && (c.key.contains("ResourceTag/")
                || c.key.contains("ViaService")
                || c.key.contains("EncryptionContext"))
    });
    if statement.effect != Effect::Allow || narrowed {
        return Judged::Good;
    }
    match identity::granted_everywhere(statement, &ACTIONS).first() {
        Some((action, span)) => {
            let message = format!(
                "allows {action} on every resource: all of the account's, not one application's"
            );
            Judged::Bad(Failure::new(*span, message))
        }
        None => identity::open_lists(statement),
    }
}
