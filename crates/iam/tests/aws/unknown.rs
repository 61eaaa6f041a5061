//! What files do not tell.

use crate::common::check;
use crate::{APP, LOGS, role};

#[test]
fn what_is_not_known() {
    let open = r#"variable "bucket" {}
variable "actions" {}
"#;
    let with = |statement: &str| open.to_owned() + &role(statement);
    check(
        &with(
            r#"{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::${var.bucket}/*" }"#,
        ),
        &[
            (APP, "s3:GetObject", LOGS, "unknown", "the bucket's name has no value"),
            (APP, "s3:PutObject", LOGS, "deny", "the action decides alone"),
            (APP, "s3:GetObject", "-", "allow", "whatever the name is, there is one"),
        ],
    );
    check(
        &with(r#"{ Effect = "Allow", Action = var.actions, Resource = "*" }"#),
        &[(APP, "s3:GetObject", LOGS, "unknown", "the actions have no value")],
    );
    check(
        &(open.to_owned()
            + &role("").replace(
                "jsonencode({ Version = \"2012-10-17\", Statement = [] })",
                "var.actions",
            )),
        &[(APP, "s3:GetObject", LOGS, "unknown", "the whole policy has no value")],
    );
    check(
        "data \"aws_iam_role\" \"app\" {\n  name = \"app\"\n}\n",
        &[(
            "data.aws_iam_role.app",
            "s3:GetObject",
            "-",
            "unknown",
            "the policies of a role that is looked up are elsewhere",
        )],
    );
}

#[test]
fn principals_that_no_file_declares_count() {
    let all = "arn:aws:iam::aws:policy/AdministratorAccess";
    let attach = |role: &str| {
        role_and(&format!(
            "variable \"who\" {{}}\nmodule \"eks\" {{ source = \"acme/eks/aws\" }}\nresource \"aws_iam_role_policy_attachment\" \"a\" {{\n  role       = {role}\n  policy_arn = \"{all}\"\n}}\n"
        ))
    };
    let by = "aws_iam_role_policy_attachment.a";
    check(
        &attach("\"deployer\""),
        &[
            (
                "role/deployer",
                "s3:GetObject",
                LOGS,
                "unknown",
                "given here; denied elsewhere, perhaps",
            ),
            ("deployer", "s3:GetObject", LOGS, "unknown", "by its name"),
            (APP, "s3:GetObject", LOGS, "deny", "another role is meant"),
        ],
    );
    check(
        &attach("var.who"),
        &[
            (by, "s3:GetObject", LOGS, "unknown", "whoever it is"),
            (APP, "s3:GetObject", LOGS, "unknown", "the variable may name this role"),
            (APP, "sts:AssumeRole", "arn:aws:iam::1:role/x", "unknown", "and with it everything"),
        ],
    );
    check(
        &attach("module.eks.role_name"),
        &[
            (by, "s3:GetObject", LOGS, "unknown", "a role of a module that was not read"),
            (APP, "s3:GetObject", LOGS, "deny", "which is not this one"),
        ],
    );
}

fn role_and(more: &str) -> String {
    role("") + more
}

#[test]
fn memberships_of_unknown_groups_count() {
    let user = "resource \"aws_iam_user\" \"eve\" {\n  name = \"eve\"\n}\n";
    let member = |groups: &str| {
        format!(
            "{user}variable \"group\" {{}}\nresource \"aws_iam_user_group_membership\" \"m\" {{\n  user   = aws_iam_user.eve.name\n  groups = [{groups}]\n}}\n"
        )
    };
    let why = "what the group is given is not in the files";
    check(&member("\"admins\""), &[("eve", "s3:GetObject", "-", "unknown", why)]);
    check(&member("var.group"), &[("eve", "s3:GetObject", "-", "unknown", why)]);
    let listed = format!(
        "{user}resource \"aws_iam_policy_attachment\" \"a\" {{\n  name       = \"a\"\n  users      = [\"eve\"]\n  policy_arn = \"arn:aws:iam::aws:policy/ReadOnlyAccess\"\n}}\n"
    );
    check(
        &listed,
        &[
            ("eve", "s3:GetObject", "-", "allow", "named in a list"),
            ("eve", "s3:PutObject", "-", "deny", "and only given to read"),
        ],
    );
}

#[test]
fn policies_of_resources_that_no_file_declares_count() {
    let hcl = role_and(
        r#"
resource "aws_s3_bucket_policy" "elsewhere" {
  bucket = "elsewhere"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = { AWS = aws_iam_role.app.arn } },
    { Effect = "Deny", Action = "s3:DeleteObject", Resource = "*", Principal = "*" },
  ] })
}
"#,
    );
    check(
        &hcl,
        &[
            (
                APP,
                "s3:GetObject",
                "arn:aws:s3:::elsewhere/key",
                "allow",
                "the bucket's policy names it",
            ),
            (
                APP,
                "s3:GetObject",
                "aws_s3_bucket_policy.elsewhere",
                "allow",
                "by the policy's address",
            ),
            (APP, "s3:GetObject", "-", "allow", "there is a resource whose policy allows it"),
            (APP, "s3:DeleteObject", "-", "deny", "nothing allows it"),
            (APP, "s3:GetObject", LOGS, "deny", "another bucket"),
        ],
    );
}
