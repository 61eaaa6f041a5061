//! Identity policies, managed policies, boundaries, groups and sessions.

use crate::common::check;
use crate::{APP, LOGS, role};

#[test]
fn identity_policies() {
    let read = r#"{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.logs.arn}/*" }"#;
    check(
        &role(read),
        &[
            (APP, "s3:GetObject", LOGS, "allow", "a statement allows it"),
            (APP, "S3:getobject", LOGS, "allow", "names of actions ignore case"),
            (APP, "s3:PutObject", LOGS, "deny", "requests are denied by default"),
            (APP, "s3:GetObject", "aws_s3_bucket.other", "deny", "another bucket has another ARN"),
            (
                APP,
                "s3:GetObject",
                "arn:aws:s3:::logs/2026/a",
                "allow",
                "the ARN of a key in the bucket",
            ),
            (
                APP,
                "s3:GetObject",
                "arn:aws:s3:::logs",
                "deny",
                "a statement on keys is not one on the bucket",
            ),
            (APP, "s3:ListBucket", LOGS, "deny", "listing is another action"),
            (APP, "s3:GetObject", "-", "allow", "there is a resource it may read"),
        ],
    );
    let deny = r#"{ Effect = "Allow", Action = "s3:*", Resource = "*" }, { Effect = "Deny", Action = "s3:Delete*", Resource = "${aws_s3_bucket.logs.arn}/*" }"#;
    check(
        &role(deny),
        &[
            (APP, "s3:DeleteObject", LOGS, "deny", "an explicit deny overrides any allow"),
            (
                APP,
                "s3:DeleteObject",
                "aws_s3_bucket.other",
                "allow",
                "the deny is about the other bucket",
            ),
            (APP, "s3:DeleteObject", "-", "allow", "a deny of some resources leaves the others"),
            (APP, "s3:DeleteBucket", LOGS, "allow", "the deny is on keys, not on the bucket"),
        ],
    );
}

#[test]
fn elements_that_exclude() {
    let not_action =
        r#"{ Effect = "Allow", NotAction = ["iam:*", "organizations:*"], Resource = "*" }"#;
    check(
        &role(not_action),
        &[
            (APP, "s3:GetObject", LOGS, "allow", "NotAction allows all but the listed"),
            (APP, "iam:CreateUser", "-", "deny", "what NotAction lists is not allowed by it"),
        ],
    );
    let not_resource = r#"{ Effect = "Deny", Action = "s3:*", NotResource = ["arn:aws:s3:::logs", "arn:aws:s3:::logs/*"] }, { Effect = "Allow", Action = "s3:*", Resource = "*" }"#;
    check(
        &role(not_resource),
        &[
            (APP, "s3:GetObject", LOGS, "allow", "the deny is on all but this bucket"),
            (
                APP,
                "s3:GetObject",
                "arn:aws:s3:::elsewhere/key",
                "deny",
                "NotResource denies the others",
            ),
        ],
    );
    let empty = r#"{ Effect = "Deny", NotAction = "s3:*", Resource = "*" }, { Effect = "Allow", Action = "*", Resource = "*" }"#;
    check(
        &role(empty),
        &[
            (APP, "sqs:SendMessage", "-", "deny", "Deny with NotAction denies everything else"),
            (APP, "s3:GetObject", LOGS, "allow", "and leaves what it lists"),
        ],
    );
}

#[test]
fn managed_policies() {
    let with = |arn: &str| {
        role("")
            + &format!(
                "resource \"aws_iam_role_policy_attachment\" \"a\" {{\n  role = aws_iam_role.app.name\n  policy_arn = \"{arn}\"\n}}\n"
            )
    };
    let aws = "arn:aws:iam::aws:policy";
    check(
        &with(&format!("{aws}/AdministratorAccess")),
        &[(APP, "iam:CreateUser", "-", "allow", "AdministratorAccess allows everything")],
    );
    check(
        &with(&format!("{aws}/PowerUserAccess")),
        &[
            (APP, "s3:GetObject", LOGS, "allow", "PowerUserAccess allows services"),
            (APP, "iam:CreateUser", "-", "deny", "but not the management of rights"),
            (APP, "iam:CreateServiceLinkedRole", "-", "allow", "except service-linked roles"),
        ],
    );
    check(
        &with(&format!("{aws}/ReadOnlyAccess")),
        &[
            (APP, "s3:GetObject", LOGS, "allow", "ReadOnlyAccess reads objects"),
            (APP, "s3:PutObject", LOGS, "deny", "and writes none"),
        ],
    );
    check(
        &with(&format!("{aws}/SecurityAudit")),
        &[(APP, "s3:GetObject", LOGS, "deny", "SecurityAudit reads settings, not data")],
    );
    check(
        &with(&format!("{aws}/service-role/AWSLambdaBasicExecutionRole")),
        &[(APP, "logs:PutLogEvents", "-", "allow", "the role of a function writes its log")],
    );
    check(
        &with(&format!("{aws}/SomethingNewFullAccess")),
        &[(APP, "s3:GetObject", LOGS, "unknown", "a policy that is not listed is not known")],
    );
    check(
        &with("arn:aws:iam::123456789012:policy/ours"),
        &[(APP, "s3:GetObject", LOGS, "unknown", "a policy that no file writes is not known")],
    );
    check(
        &(with(&format!("{aws}/AdministratorAccess")).replace(
            "Statement = []",
            r#"Statement = [{ Effect = "Deny", Action = "kms:*", Resource = "*" }]"#,
        )),
        &[(APP, "kms:Decrypt", "-", "deny", "an explicit deny overrides AdministratorAccess")],
    );
}

#[test]
fn boundaries_and_groups() {
    let boundary = |statements: &str| {
        role(r#"{ Effect = "Allow", Action = ["s3:*", "iam:*"], Resource = "*" }"#).replace(
            "name               = \"app\"",
            "name               = \"app\"\n  permissions_boundary = aws_iam_policy.limit.arn",
        ) + &format!(
            "resource \"aws_iam_policy\" \"limit\" {{\n  policy = jsonencode({{ Version = \"2012-10-17\", Statement = [{statements}] }})\n}}\n"
        )
    };
    check(
        &boundary(r#"{ Effect = "Allow", Action = "s3:*", Resource = "*" }"#),
        &[
            (APP, "s3:GetObject", LOGS, "allow", "policy and boundary both allow it"),
            (APP, "iam:CreateUser", "-", "deny", "the boundary does not allow it"),
            (APP, "sqs:SendMessage", "-", "deny", "the policy does not allow it"),
        ],
    );
    check(
        &boundary(
            r#"{ Effect = "Allow", Action = "*", Resource = "*" }, { Effect = "Deny", Action = "iam:*", Resource = "*" }"#,
        ),
        &[(APP, "iam:CreateUser", "-", "deny", "an explicit deny in the boundary")],
    );
    let unread = role(r#"{ Effect = "Allow", Action = "s3:*", Resource = "*" }"#)
        .replace("name               = \"app\"", "name               = \"app\"\n  permissions_boundary = \"arn:aws:iam::123456789012:policy/limit\"");
    check(
        &unread,
        &[(APP, "s3:GetObject", LOGS, "unknown", "what the boundary allows is not in the files")],
    );
    let group = r#"
resource "aws_iam_user" "eve" { name = "eve" }
resource "aws_iam_group" "readers" { name = "readers" }
resource "aws_iam_user_group_membership" "m" {
  user   = aws_iam_user.eve.name
  groups = [aws_iam_group.readers.name]
}
resource "aws_iam_group_policy" "p" {
  group  = aws_iam_group.readers.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::home/$${aws:username}/*" }] })
}
"#;
    check(
        group,
        &[
            (
                "eve",
                "s3:GetObject",
                "arn:aws:s3:::home/eve/a",
                "allow",
                "policies of groups are the user's; the variable is its name",
            ),
            (
                "eve",
                "s3:GetObject",
                "arn:aws:s3:::home/bob/a",
                "deny",
                "the folder of another user",
            ),
        ],
    );
}

#[test]
fn sessions_are_limited() {
    let hcl = role(r#"{ Effect = "Allow", Action = "s3:*", Resource = "*" }"#)
        + r#"
resource "aws_transfer_user" "sftp" {
  user_name = "sftp"
  role      = aws_iam_role.app.arn
  policy    = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
"#;
    check(
        &hcl,
        &[
            (
                "aws_transfer_user.sftp",
                "s3:GetObject",
                LOGS,
                "allow",
                "role and session policy both allow it",
            ),
            ("aws_transfer_user.sftp", "s3:PutObject", LOGS, "deny", "the session policy does not"),
            (APP, "s3:PutObject", LOGS, "allow", "the role itself is not limited"),
        ],
    );
}

#[test]
fn permission_sets() {
    let set = |more: &str| {
        format!(
            r#"
resource "aws_s3_bucket" "logs" {{
  bucket = "logs"
}}
resource "aws_ssoadmin_permission_set" "dev" {{
  name         = "dev"
  instance_arn = "arn:aws:sso:::instance/ssoins-1"
}}
resource "aws_ssoadmin_permission_set_inline_policy" "dev" {{
  instance_arn       = aws_ssoadmin_permission_set.dev.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.dev.arn
  inline_policy      = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = ["s3:GetObject", "iam:CreateUser"], Resource = "*" }}] }})
}}
resource "aws_ssoadmin_managed_policy_attachment" "dev" {{
  instance_arn       = aws_ssoadmin_permission_set.dev.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.dev.arn
  managed_policy_arn = "arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess"
}}
{more}
"#
        )
    };
    let dev = "aws_ssoadmin_permission_set.dev";
    check(
        &set(""),
        &[
            (dev, "s3:GetObject", "-", "allow", "its inline policy"),
            (dev, "sqs:ListQueues", "-", "allow", "its managed policy"),
            (dev, "sqs:SendMessage", "-", "deny", "which reads alone"),
        ],
    );
    let boundary = r#"
resource "aws_ssoadmin_permissions_boundary_attachment" "dev" {
  instance_arn       = aws_ssoadmin_permission_set.dev.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.dev.arn
  permissions_boundary {
    managed_policy_arn = "arn:aws:iam::aws:policy/PowerUserAccess"
  }
}
resource "aws_ssoadmin_customer_managed_policy_attachment" "dev" {
  instance_arn       = aws_ssoadmin_permission_set.dev.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.dev.arn
  customer_managed_policy_reference {
    name = "queues"
  }
}
resource "aws_iam_policy" "queues" {
  name   = "queues"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sqs:SendMessage", Resource = "*" }] })
}
"#;
    check(
        &set(boundary),
        &[
            (dev, "iam:CreateUser", "-", "deny", "outside of its boundary"),
            (dev, "s3:GetObject", "-", "allow", "inside of it"),
            (dev, "sqs:SendMessage", "-", "allow", "a policy of the account, by its name"),
        ],
    );
    let assigned = r#"
provider "aws" {
  allowed_account_ids = ["222222222222"]
}
resource "aws_ssoadmin_account_assignment" "dev" {
  instance_arn       = aws_ssoadmin_permission_set.dev.instance_arn
  permission_set_arn = aws_ssoadmin_permission_set.dev.arn
  principal_id       = "g"
  principal_type     = "GROUP"
  target_id          = "222222222222"
  target_type        = "AWS_ACCOUNT"
}
"#;
    check(
        &set(assigned),
        &[(dev, "s3:GetObject", LOGS, "allow", "assigned to the bucket's account")],
    );
    check(
        &set(&assigned.replace(
            "target_id          = \"222222222222\"",
            "target_id          = \"333333333333\"",
        )),
        &[(
            dev,
            "s3:GetObject",
            LOGS,
            "deny",
            "assigned to another account, which the bucket does not admit",
        )],
    );
}
