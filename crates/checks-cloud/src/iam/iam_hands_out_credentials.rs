//! Policy hands out credentials.

use ringfort_check::facts::cloud::iam::covers;
use ringfort_check::facts::cloud::roles;
use ringfort_check::model::cloud::Resource;
use ringfort_check::{Check, Meta, Scene, Severity, Verdict};

use crate::support::rights;

/// Policy hands out credentials.
pub struct IamHandsOutCredentials;

impl Check for IamHandsOutCredentials {
    const META: Meta = Meta::new(
        "cloud/iam-hands-out-credentials",
        "Policy hands out credentials",
        "cloud/iam-least-privilege",
        Severity::Medium,
    )
    .frameworks(&["MITRE-T1552.001"])
    .aliases(&["CKV_AWS_107", "CKV_AWS_287"]);
    const TYPES: &'static [&'static str] = roles::IDENTITY_TYPES;
    type On = Resource;

    fn run(on: &Resource, scene: &Scene<'_>) -> Verdict {
        rights::judge(on, scene, "no action hands out credentials of every resource", |statement| {
            rights::everywhere(
                statement,
                |text| ACTIONS.iter().any(|action| covers(text, action)),
                |text| format!("allows {text}, which hands out credentials, on every resource"),
            )
        })
    }
}

/// Actions whose answer is a credential.
const ACTIONS: [&str; 23] = [
    "cognito-identity:GetOpenIdToken",
    "cognito-identity:GetOpenIdTokenForDeveloperIdentity",
    "cognito-identity:GetCredentialsForIdentity",
    "codepipeline:PollForJobs",
    "connect:GetFederationToken",
    "ec2:GetPasswordData",
    "gamelift:RequestUploadCredentials",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:ResetServiceSpecificCredential",
    "iam:UpdateAccessKey",
    "iam:UpdateLoginProfile",
    "lightsail:GetInstanceAccessDetails",
    "lightsail:GetRelationalDatabaseMasterUserPassword",
    "rds-db:connect",
    "redshift:GetClusterCredentials",
    "sso:GetRoleCredentials",
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:GetFederationToken",
    "codeartifact:GetAuthorizationToken",
];
