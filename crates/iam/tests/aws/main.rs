//! Decisions in AWS, each with the sentence of the documentation that it rests on.
//!
//! IAM User Guide: "Policy evaluation logic", "Policy evaluation for requests within a single account", "Cross-account
//! policy evaluation logic", "Permissions boundaries", "IAM JSON policy elements".
#![allow(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "helpers of tests")]

#[path = "../common/mod.rs"]
mod common;
mod conditions;
mod identity;
mod organisation;
mod resources;
mod templates;
mod trust;
mod unknown;

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
