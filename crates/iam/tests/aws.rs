//! Decisions in AWS, each with the sentence of the documentation that it rests on.
//!
//! IAM User Guide: "Policy evaluation logic", "Policy evaluation for requests within a single account", "Cross-account
//! policy evaluation logic", "Permissions boundaries", "IAM JSON policy elements".
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

mod common;

use common::{check, check_with, derive, find};
use ringfort_iam::{Context, Token, Tri, Trusted};

/// A role `app` with one identity policy of these statements, and a bucket `logs`.
fn role(statements: &str) -> String {
    format!(
        r#"
resource "aws_s3_bucket" "logs" {{
  bucket = "logs"
  tags   = {{ team = "blue" }}
}}
resource "aws_s3_bucket" "other" {{}}
resource "aws_iam_role" "app" {{
  name               = "app"
  tags               = {{ team = "blue" }}
  assume_role_policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ Service = "ec2.amazonaws.com" }} }}] }})
}}
resource "aws_iam_role_policy" "app" {{
  role   = aws_iam_role.app.id
  policy = jsonencode({{ Version = "2012-10-17", Statement = [{statements}] }})
}}
"#
    )
}

const APP: &str = "aws_iam_role.app";
const LOGS: &str = "aws_s3_bucket.logs";

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

/// A statement that allows reading under a condition.
fn under(condition: &str) -> String {
    role(&format!(
        r#"{{ Effect = "Allow", Action = "s3:GetObject", Resource = "*", Condition = {{ {condition} }} }}"#
    ))
}

#[test]
fn condition_operators() {
    let context = Context::new()
        .with("aws:SourceIp", "10.1.2.3")
        .with("s3:max-keys", "10")
        .with("aws:CurrentTime", "2026-06-01T00:00:00Z")
        .with("aws:RequestedRegion", "eu-west-1")
        .with("aws:TagKeys", "team")
        .without("aws:MultiFactorAuthPresent");
    let table = [
        (r#"StringEquals = { "aws:RequestedRegion" = "eu-west-1" }"#, "allow", "exact match"),
        (
            r#"StringEquals = { "aws:RequestedRegion" = ["us-east-1", "eu-west-1"] }"#,
            "allow",
            "values are alternatives",
        ),
        (
            r#"StringEquals = { "aws:RequestedRegion" = "EU-WEST-1" }"#,
            "deny",
            "StringEquals heeds case",
        ),
        (
            r#"StringEqualsIgnoreCase = { "aws:RequestedRegion" = "EU-WEST-1" }"#,
            "allow",
            "this one does not",
        ),
        (
            r#"StringEquals = { "aws:RequestedRegion" = "eu-*" }"#,
            "deny",
            "StringEquals has no wildcards",
        ),
        (r#"StringLike = { "aws:RequestedRegion" = "eu-*" }"#, "allow", "StringLike has"),
        (
            r#"StringNotEquals = { "aws:RequestedRegion" = ["eu-west-1", "us-east-1"] }"#,
            "deny",
            "none of the values may match",
        ),
        (r#"StringNotLike = { "aws:RequestedRegion" = "us-*" }"#, "allow", "negated matching"),
        (r#"IpAddress = { "aws:SourceIp" = "10.0.0.0/8" }"#, "allow", "inside the range"),
        (
            r#"IpAddress = { "aws:SourceIp" = ["192.168.0.0/16", "10.1.2.0/28"] }"#,
            "allow",
            "inside one of them",
        ),
        (
            r#"NotIpAddress = { "aws:SourceIp" = "10.0.0.0/8" }"#,
            "deny",
            "inside the range that is excluded",
        ),
        (r#"NumericLessThanEquals = { "s3:max-keys" = "10" }"#, "allow", "equal is enough"),
        (r#"NumericLessThan = { "s3:max-keys" = "10" }"#, "deny", "equal is not less"),
        (r#"DateGreaterThan = { "aws:CurrentTime" = "2026-05-31T23:59:59Z" }"#, "allow", "later"),
        (r#"DateLessThan = { "aws:CurrentTime" = "2026-01-01" }"#, "deny", "not earlier"),
        (
            r#"Bool = { "aws:MultiFactorAuthPresent" = "true" }"#,
            "deny",
            "a missing key does not match",
        ),
        (
            r#"BoolIfExists = { "aws:MultiFactorAuthPresent" = "true" }"#,
            "allow",
            "IfExists holds for a missing key",
        ),
        (
            r#"Null = { "aws:MultiFactorAuthPresent" = "true" }"#,
            "allow",
            "Null asks for the absence",
        ),
        (r#"Null = { "aws:SourceIp" = "true" }"#, "deny", "the key is there"),
        (
            r#"StringNotEquals = { "aws:MultiFactorAuthPresent" = "x" }"#,
            "allow",
            "a negated operator holds for a missing key",
        ),
        (
            r#""ForAllValues:StringEquals" = { "aws:TagKeys" = ["team", "cost"] }"#,
            "allow",
            "every value of the request is listed",
        ),
        (
            r#""ForAnyValue:StringEquals" = { "aws:TagKeys" = ["cost"] }"#,
            "deny",
            "no value of the request is listed",
        ),
        (
            r#""ForAllValues:StringEquals" = { "aws:MultiFactorAuthPresent" = ["x"] }"#,
            "allow",
            "ForAllValues holds for a missing key",
        ),
        (
            r#""ForAnyValue:StringEquals" = { "aws:MultiFactorAuthPresent" = ["x"] }"#,
            "deny",
            "ForAnyValue does not",
        ),
        (
            r#"StringEquals = { "aws:SourceVpce" = "vpce-1" }"#,
            "unknown",
            "the endpoint is not known",
        ),
        (
            r#"StringEquals = { "aws:SourceVpce" = "vpce-1", "aws:RequestedRegion" = "us-east-1" }"#,
            "deny",
            "keys must all hold, and one does not",
        ),
        (
            r#"StringSortOf = { "aws:RequestedRegion" = "eu-west-1" }"#,
            "unknown",
            "an operator that does not exist",
        ),
        (r#"StringEquals = { "aws:PrincipalTag/team" = "blue" }"#, "allow", "the role's own tag"),
        (r#"StringEquals = { "aws:ResourceTag/team" = "red" }"#, "deny", "the bucket's own tag"),
        (
            r#"StringEquals = { "aws:ResourceTag/team" = "&{aws:PrincipalTag/team}" }"#,
            "deny",
            "no variable in jsonencode: the text itself",
        ),
        (
            r#"StringEquals = { "aws:ResourceTag/team" = "$${aws:PrincipalTag/team}" }"#,
            "allow",
            "a variable with the role's tag",
        ),
        (
            r#"ArnLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/app" }"#,
            "allow",
            "the role's own ARN",
        ),
        (
            r#"ArnNotLike = { "aws:PrincipalArn" = "arn:aws:iam::*:role/app" }"#,
            "deny",
            "the role's own ARN",
        ),
        (r#"Bool = { "aws:SecureTransport" = "false" }"#, "deny", "calls go over TLS"),
    ];
    for (condition, want, why) in table {
        check_with(&under(condition), &context, &[(APP, "s3:GetObject", LOGS, want, why)]);
    }
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
fn organisations() {
    let organisation = |provider: &str, content: &str| {
        role(r#"{ Effect = "Allow", Action = "*", Resource = "*" }"#)
            + &format!(
                r#"
provider "aws" {{
  {provider}
}}
provider "aws" {{
  alias               = "management"
  allowed_account_ids = ["111111111111"]
}}
resource "aws_organizations_policy" "limit" {{
  provider = aws.management
  content  = jsonencode({{ Version = "2012-10-17", Statement = [{content}] }})
}}
resource "aws_organizations_policy_attachment" "limit" {{
  provider  = aws.management
  policy_id = aws_organizations_policy.limit.id
  target_id = "222222222222"
}}
"#
            )
    };
    let deny = r#"{ Effect = "Deny", Action = "s3:*", Resource = "*" }"#;
    let case = |want, why| [(APP, "s3:GetObject", LOGS, want, why)];
    check(
        &organisation(r#"allowed_account_ids = ["222222222222"]"#, deny),
        &case("deny", "a service control policy denies for the account"),
    );
    check(
        &organisation(r#"allowed_account_ids = ["333333333333"]"#, deny),
        &case("allow", "another account is not limited"),
    );
    check(
        &organisation(r#"allowed_account_ids = ["111111111111"]"#, deny),
        &case("allow", "the management account is not limited"),
    );
    check(&organisation("", deny), &case("unknown", "which account it is, is not known"));
    let list = r#"{ Effect = "Allow", Action = "ec2:*", Resource = "*" }"#;
    check(
        &organisation(r#"allowed_account_ids = ["222222222222"]"#, list),
        &case("unknown", "an allow list beside FullAWSAccess, which may be detached"),
    );
}

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
fn trust_in_tokens() {
    let hcl = r#"
resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}
resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{
    Effect    = "Allow"
    Action    = "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
    Condition = {
      StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
      StringLike   = { "token.actions.githubusercontent.com:sub" = "repo:acme/*:ref:refs/heads/main" }
    }
  }] })
}
"#;
    let iam = derive(hcl);
    let deploy = find(&iam, "aws_iam_role.deploy");
    let github = "token.actions.githubusercontent.com";
    let table = [
        (github, "repo:acme/shop:ref:refs/heads/main", Tri::Yes),
        (github, "repo:acme/shop:ref:refs/heads/dev", Tri::No),
        (github, "repo:evil/shop:ref:refs/heads/main", Tri::No),
        ("gitlab.com", "repo:acme/shop:ref:refs/heads/main", Tri::No),
    ];
    for (issuer, subject, want) in table {
        let token = Token {
            issuer: Some(issuer),
            subject: Some(subject),
            audience: Some("sts.amazonaws.com"),
        };
        assert_eq!(iam.admits(deploy, &token), want, "{issuer} {subject}");
    }
    let trusts = iam.trusts(deploy);
    let Trusted::Web(web) = &trusts[0].who else { panic!("{trusts:?}") };
    assert_eq!(web.provider.to_string(), github);
    assert_eq!(web.subjects[0].to_string(), "repo:acme/*:ref:refs/heads/main");
    assert_eq!(web.audiences[0].to_string(), "sts.amazonaws.com");
    assert_eq!(web.resource.as_deref(), Some("aws_iam_openid_connect_provider.github"));
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
fn templates_of_cloudformation_are_judged_alike() {
    let template = r#"
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Logs: {Type: AWS::S3::Bucket}
  Other: {Type: AWS::S3::Bucket}
  App:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: []}
      Policies:
        - PolicyName: p
          PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: s3:GetObject, Resource: !Sub "${Logs.Arn}/*"}, {Effect: Allow, Action: s3:ListBucket, Resource: !GetAtt Logs.Arn}]}
"#;
    let iam = common::derive_file("t.yaml", template);
    let app = find(&iam, "AWS::IAM::Role.App");
    let logs = Some("AWS::S3::Bucket.Logs");
    assert!(iam.can(app, "s3:ListBucket", logs).is_allowed());
    assert!(iam.can(app, "s3:GetObject", logs).is_allowed());
    assert!(iam.can(app, "s3:ListBucket", Some("AWS::S3::Bucket.Other")).is_denied());
    assert!(iam.can(app, "s3:PutObject", logs).is_denied());
}
