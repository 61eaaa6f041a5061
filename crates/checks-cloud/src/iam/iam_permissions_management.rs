//! Policy manages permissions of every resource.

use ringfort_check::facts::cloud::iam::covers;
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::rights;

/// Policy manages permissions of every resource.
pub struct IamPermissionsManagement;

impl Check for IamPermissionsManagement {
    const META: Meta = Meta::new(
        "cloud/iam-permissions-management",
        "Policy manages permissions of every resource",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1098.003"])
    .aliases(&["CKV_AWS_109", "CKV_AWS_289"]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        rights::judge(on, scene, "permissions are managed on named resources only", |statement| {
            rights::everywhere(
                statement,
                |text| ACTIONS.iter().any(|action| covers(text, action)),
                |text| format!("allows {text}, which manages permissions, on every resource"),
            )
        })
    }
}

/// Actions of the access level "permissions management" that open a resource or a principal to others.
const ACTIONS: [&str; 34] = [
    "iam:AttachGroupPolicy",
    "iam:AttachRolePolicy",
    "iam:AttachUserPolicy",
    "iam:CreatePolicy",
    "iam:CreatePolicyVersion",
    "iam:DeletePolicy",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PassRole",
    "iam:PutGroupPolicy",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
    "iam:UpdateAssumeRolePolicy",
    "s3:PutBucketPolicy",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutObjectAcl",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutAccountPublicAccessBlock",
    "s3:BypassGovernanceRetention",
    "kms:PutKeyPolicy",
    "kms:CreateGrant",
    "lambda:AddPermission",
    "lambda:AddLayerVersionPermission",
    "sns:AddPermission",
    "sqs:AddPermission",
    "ecr:SetRepositoryPolicy",
    "secretsmanager:PutResourcePolicy",
    "ec2:ModifySnapshotAttribute",
    "ec2:ModifyImageAttribute",
    "events:PutPermission",
    "organizations:AttachPolicy",
];
