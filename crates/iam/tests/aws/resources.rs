//! Policies of resources: buckets, keys, trust of roles, the public.

use crate::common::check;
use crate::{APP, LOGS, role};

/// A bucket whose policy has these statements, and a role and a user without policies.
fn bucket(statements: &str) -> String {
    role("")
        + &format!(
            r#"
resource "aws_iam_user" "eve" {{
  name = "eve"
}}
resource "aws_s3_bucket_policy" "logs" {{
  bucket = aws_s3_bucket.logs.id
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{statements}] }})
}}
data "aws_caller_identity" "current" {{}}
"#
        )
}

#[test]
fn resource_policies() {
    let grant = |whom: &str| {
        bucket(&format!(
            r#"{{ Effect = "Allow", Action = "s3:GetObject", Resource = "${{aws_s3_bucket.logs.arn}}/*", Principal = {{ AWS = {whom} }} }}"#
        ))
    };
    check(
        &grant("aws_iam_role.app.arn"),
        &[
            (APP, "s3:GetObject", LOGS, "allow", "in one account the resource's policy is enough"),
            ("eve", "s3:GetObject", LOGS, "deny", "it names another principal"),
        ],
    );
    check(
        &grant(r#""arn:aws:iam::${data.aws_caller_identity.current.account_id}:root""#),
        &[(
            APP,
            "s3:GetObject",
            LOGS,
            "deny",
            "an account leaves the decision to its identity policies",
        )],
    );
    check(
        &grant(r#""arn:aws:iam::999999999999:root""#),
        &[(
            "arn:aws:iam::999999999999:root",
            "s3:GetObject",
            LOGS,
            "unknown",
            "the other account must allow it too",
        )],
    );
    check(
        &bucket(
            r#"{ Effect = "Deny", Action = "s3:*", Resource = "*", NotPrincipal = { AWS = aws_iam_role.app.arn } }, { Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = { AWS = [aws_iam_role.app.arn, aws_iam_user.eve.arn] } }"#,
        ),
        &[
            (APP, "s3:GetObject", LOGS, "allow", "NotPrincipal leaves the named out of the deny"),
            ("eve", "s3:GetObject", LOGS, "deny", "and denies all others"),
        ],
    );
    check(
        &bucket(
            r#"{ Effect = "Deny", Action = "s3:*", Resource = "*", Principal = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }, { Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = { AWS = aws_iam_role.app.arn } }"#,
        ),
        &[(
            APP,
            "s3:GetObject",
            LOGS,
            "allow",
            "a deny of plain HTTP does not meet calls over TLS",
        )],
    );
    check(
        &bucket(
            r#"{ Effect = "Allow", Action = "s3:PutObject", Resource = "*", Principal = { Service = "logging.s3.amazonaws.com" } }"#,
        ),
        &[
            (
                "logging.s3.amazonaws.com",
                "s3:PutObject",
                LOGS,
                "allow",
                "a service is named by the resource",
            ),
            (APP, "s3:PutObject", LOGS, "deny", "a service is not a role"),
        ],
    );
}

#[test]
fn public_access() {
    let public =
        bucket(r#"{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }"#);
    let block = |on: bool| {
        format!(
            "{public}resource \"aws_s3_bucket_public_access_block\" \"b\" {{\n  bucket = aws_s3_bucket.logs.id\n  block_public_policy = {on}\n  restrict_public_buckets = {on}\n}}\n"
        )
    };
    check(
        &public,
        &[(
            "*",
            "s3:GetObject",
            LOGS,
            "unknown",
            "new buckets block public access, older ones do not",
        )],
    );
    check(&block(false), &[("*", "s3:GetObject", LOGS, "allow", "a public policy and no block")]);
    check(
        &block(true),
        &[
            ("*", "s3:GetObject", LOGS, "deny", "restrict_public_buckets keeps the public out"),
            (APP, "s3:GetObject", LOGS, "allow", "but not principals of the account"),
        ],
    );
}

#[test]
fn keys_and_roles() {
    let key = |policy: &str| {
        role(r#"{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }"#)
            + &format!(
                "resource \"aws_iam_user\" \"eve\" {{\n  name = \"eve\"\n}}\nresource \"aws_kms_key\" \"k\" {{\n{policy}\n}}\ndata \"aws_caller_identity\" \"current\" {{}}\n"
            )
    };
    let policy = |whom: &str| {
        format!(
            r#"policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "kms:*", Resource = "*", Principal = {{ AWS = {whom} }} }}] }})"#
        )
    };
    check(
        &key(""),
        &[(
            APP,
            "kms:Decrypt",
            "aws_kms_key.k",
            "allow",
            "the default policy enables identity policies",
        )],
    );
    check(
        &key(&policy(r#""arn:aws:iam::${data.aws_caller_identity.current.account_id}:root""#)),
        &[
            (
                APP,
                "kms:Decrypt",
                "aws_kms_key.k",
                "allow",
                "the key's policy gives the account access, the identity's the role",
            ),
            (
                "eve",
                "kms:Decrypt",
                "aws_kms_key.k",
                "deny",
                "the account's access is not each principal's",
            ),
        ],
    );
    check(
        &key(&policy("aws_iam_user.eve.arn")),
        &[
            (
                APP,
                "kms:Decrypt",
                "aws_kms_key.k",
                "deny",
                "unless the key's policy allows it, identity policies have no effect",
            ),
            ("eve", "kms:Decrypt", "aws_kms_key.k", "allow", "the key's policy is enough"),
        ],
    );
    let trust = |principal: &str, own: &str| {
        role(own).replace("Service = \"ec2.amazonaws.com\"", "Service = \"lambda.amazonaws.com\"")
            + &format!(
                "data \"aws_caller_identity\" \"current\" {{}}\nresource \"aws_iam_role\" \"admin\" {{\n  name = \"admin\"\n  assume_role_policy = jsonencode({{ Version = \"2012-10-17\", Statement = [{{ Effect = \"Allow\", Action = \"sts:AssumeRole\", Principal = {{ AWS = {principal} }} }}] }})\n}}\n"
            )
    };
    let account = r#""arn:aws:iam::${data.aws_caller_identity.current.account_id}:root""#;
    let assume = r#"{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }"#;
    let admin = "aws_iam_role.admin";
    check(
        &trust("aws_iam_role.app.arn", ""),
        &[(
            APP,
            "sts:AssumeRole",
            admin,
            "allow",
            "a role that the trust names needs no policy of its own",
        )],
    );
    check(
        &trust(account, ""),
        &[(APP, "sts:AssumeRole", admin, "deny", "trust of the account needs an identity policy")],
    );
    check(
        &trust(account, assume),
        &[(APP, "sts:AssumeRole", admin, "allow", "trust of the account, and the identity policy")],
    );
    check(
        &trust(r#""arn:aws:iam::999999999999:role/other""#, assume),
        &[(APP, "sts:AssumeRole", admin, "deny", "a role must be trusted")],
    );
}

#[test]
fn services_pass_a_block_of_public_access() {
    let hcl = bucket(
        r#"{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Principal = "*" }, { Effect = "Allow", Action = "s3:PutObject", Resource = "*", Principal = { Service = "logging.s3.amazonaws.com" } }"#,
    ) + "resource \"aws_s3_bucket_public_access_block\" \"b\" {\n  bucket = aws_s3_bucket.logs.id\n  restrict_public_buckets = true\n}\n";
    check(
        &hcl,
        &[("logging.s3.amazonaws.com", "s3:PutObject", LOGS, "allow", "services are not kept out")],
    );
}

#[test]
fn grants_of_keys() {
    let key = |more: &str| {
        role("")
            + &format!(
                r#"
resource "aws_kms_key" "k" {{}}
resource "aws_kms_grant" "g" {{
  key_id            = aws_kms_key.k.key_id
  grantee_principal = aws_iam_role.app.arn
  operations        = ["Decrypt", "GenerateDataKey"]
  {more}
}}
resource "aws_iam_user" "eve" {{
  name = "eve"
}}
resource "aws_iam_user_policy" "eve" {{
  user   = aws_iam_user.eve.name
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "kms:Decrypt", Resource = "*" }}] }})
}}
"#
            )
    };
    check(
        &key(""),
        &[
            (APP, "kms:Decrypt", "aws_kms_key.k", "allow", "a grant is enough"),
            (APP, "kms:Encrypt", "aws_kms_key.k", "deny", "not one of its operations"),
            ("eve", "kms:Decrypt", "aws_kms_key.k", "allow", "the default policy stays beside it"),
        ],
    );
    check(
        &key("constraints {\n    encryption_context_equals = { app = \"x\" }\n  }"),
        &[(
            APP,
            "kms:Decrypt",
            "aws_kms_key.k",
            "unknown",
            "which encryption context, is not known",
        )],
    );
}
