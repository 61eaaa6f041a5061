//! Service control policies and resource control policies.

use crate::common::check;
use crate::{APP, LOGS, role};

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
fn resource_control_policies() {
    let limited = |account: &str| {
        role(r#"{ Effect = "Allow", Action = "s3:*", Resource = "*" }"#)
            + &format!(
                r#"
provider "aws" {{
  allowed_account_ids = ["{account}"]
}}
provider "aws" {{
  alias               = "management"
  allowed_account_ids = ["111111111111"]
}}
resource "aws_organizations_policy" "limit" {{
  provider = aws.management
  type     = "RESOURCE_CONTROL_POLICY"
  content  = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Deny", Principal = "*", Action = "s3:PutObject", Resource = "*" }}] }})
}}
resource "aws_organizations_policy_attachment" "limit" {{
  provider  = aws.management
  policy_id = aws_organizations_policy.limit.id
  target_id = "222222222222"
}}
"#
            )
    };
    check(
        &limited("222222222222"),
        &[
            (APP, "s3:PutObject", LOGS, "deny", "it denies for the resources of the account"),
            (APP, "s3:GetObject", LOGS, "allow", "the deny is about writing"),
        ],
    );
    check(
        &limited("333333333333"),
        &[(APP, "s3:PutObject", LOGS, "allow", "resources of another account")],
    );
    let queue = r#"{ Effect = "Allow", Action = "sqs:*", Resource = "*" }"#;
    let elsewhere = limited("333333333333")
        .replace("s3:PutObject", "sqs:SendMessage")
        .replace(r#"{ Effect = "Allow", Action = "s3:*", Resource = "*" }"#, queue);
    check(
        &elsewhere,
        &[
            (
                APP,
                "sqs:SendMessage",
                "arn:aws:sqs:eu-west-1:222222222222:q",
                "deny",
                "the account in the ARN",
            ),
            (
                APP,
                "sqs:SendMessage",
                "arn:aws:sqs:eu-west-1:333333333333:q",
                "allow",
                "an ARN of another",
            ),
        ],
    );
}

#[test]
fn service_linked_roles_are_not_limited() {
    let hcl = r#"
resource "aws_iam_service_linked_role" "es" {
  aws_service_name = "opensearchservice.amazonaws.com"
}
resource "aws_iam_user" "eve" {
  name = "eve"
}
resource "aws_iam_user_policy" "eve" {
  user   = aws_iam_user.eve.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] })
}
"#;
    let linked = "aws_iam_service_linked_role.es";
    check(
        hcl,
        &[
            (linked, "ec2:CreateNetworkInterface", "-", "unknown", "the service writes its policy"),
            ("eve", "sts:AssumeRole", linked, "deny", "only its service assumes it"),
        ],
    );
}
