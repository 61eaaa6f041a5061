//! `ringfort can` and `ringfort who-can` for principals of clouds, as a user meets them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests: a panic is their message"
)]

use std::process::Command;
use std::{env, fs};

const FILE: &str = r#"resource "aws_s3_bucket" "logs" {}
resource "aws_iam_role" "app" {
  assume_role_policy = "{}"
}
resource "aws_iam_role_policy" "app" {
  role   = aws_iam_role.app.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Sid = "Read", Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.logs.arn}/*" }
  ] })
}
"#;

fn told(words: &[&str]) -> String {
    let folder = env::temp_dir().join(format!(
        "ringfort-rights-cloud-{}-{}",
        std::process::id(),
        words.len()
    ));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("main.tf"), FILE).unwrap();
    let run =
        Command::new(env!("CARGO_BIN_EXE_ringfort")).args(words).arg(&folder).output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn principals_of_clouds_are_answered_for() {
    let yes = told(&["can", "aws_iam_role.app", "s3:GetObject", "aws_s3_bucket.logs"]);
    assert_eq!(
        yes,
        "yes: aws_iam_role.app may s3:GetObject on aws_s3_bucket.logs\n  grants: statement `Read` of aws_iam_role_policy.app (main.tf:8)\n"
    );
    let no = told(&["can", "aws_iam_role.app", "s3:PutObject"]);
    assert_eq!(
        no,
        "no: aws_iam_role.app may not s3:PutObject on any resource: no statement allows it\n"
    );
    let who = told(&["who-can", "s3:GetObject", "aws_s3_bucket.logs", "--format", "json"]);
    assert!(
        who.contains("\"principal\": \"aws_iam_role.app\"") && who.contains("main.tf:8"),
        "{who}"
    );
}
