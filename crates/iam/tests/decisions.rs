//! Decisions, each with the sentence of the documentation that it rests on.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests: a panic is their message")]

use ringfort_facts::Facts;
use ringfort_iam::Iam;
use ringfort_ingest::{Memory, Options, ingest};

fn derive(hcl: &str) -> Iam {
    let ingested = ingest(&Memory::new([("main.tf", hcl.to_owned())]), &Options::default());
    Iam::derive(&Facts::derive(ingested.sources, ingested.model))
}

#[test]
fn a_role_reads_its_bucket() {
    let iam = derive(
        r#"
resource "aws_s3_bucket" "logs" {}
resource "aws_iam_role" "app" { assume_role_policy = "{}" }
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.logs.arn}/*" }] })
}
"#,
    );
    let app = iam.named("aws_iam_role.app")[0];
    assert!(iam.can(app, "s3:GetObject", Some("aws_s3_bucket.logs")).is_allowed());
    assert!(iam.can(app, "s3:PutObject", Some("aws_s3_bucket.logs")).is_denied());
}
