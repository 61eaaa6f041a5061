//! Policy is attached to a user.

use ringfort_check::model::cloud::Resource;
use ringfort_check::{At, Check, Failure, Meta, Scene, Severity, Verdict};

/// Policy is attached to a user.
pub struct IamPolicyOnUser;

impl Check for IamPolicyOnUser {
    const META: Meta = Meta::new(
        "cloud/iam-policy-on-user",
        "Policy is attached to a user",
        "cloud/iam-least-privilege",
        Severity::Low,
    )
    .frameworks(&["CIS-AWS-2.13"])
    .aliases(&[
        "0e5872b4-19a0-4165-8b2f-56d9e14b909f",
        "b4378389-a9aa-44ee-91e7-ef183f11079e",
        "e4239438-e639-44aa-adb8-866e400e3ade",
        "eafe4bc3-1042-4f88-b988-1939e64bf060",
        "edc95c10-7366-4f30-9b4b-f995c84eceb5",
        "CKV_AWS_40",
        "AWS-0143",
        "FG_R00007",
        "AC_AWS_0475",
        "IAM_NO_POLICY_ON_USER",
        "IAM_USER_NO_POLICIES_CHECK",
    ]);
    const TYPES: &'static [&'static str] =
        &["aws_iam_user_policy", "aws_iam_user_policy_attachment", "aws_iam_policy_attachment"];
    type On = Resource;

    fn run(on: &Resource, _: &Scene<'_>) -> Verdict {
        let path = if &*on.kind == "aws_iam_policy_attachment" { "users" } else { "user" };
        match on.at(path) {
            At::Absent(_) => Verdict::NotApplicable,
            At::Set(node) if node.as_str().is_none() && node.items().is_empty() => {
                Verdict::NotApplicable
            }
            at => {
                let message =
                    format!("`{}` gives rights to a user directly: use a group or a role", on.name);
                Verdict::fail(Failure::new(at.span(), message))
            }
        }
    }
}
