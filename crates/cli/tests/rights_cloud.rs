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
    let (success, out, err) = ran(words);
    assert!(success, "{err}");
    out
}

/// Did it succeed, what did it say, and on standard error.
fn ran(words: &[&str]) -> (bool, String, String) {
    let words_alone = words.concat().replace(|c: char| !c.is_ascii_alphanumeric(), "");
    let folder =
        env::temp_dir().join(format!("ringfort-rights-cloud-{}-{words_alone}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("main.tf"), FILE).unwrap();
    let run =
        Command::new(env!("CARGO_BIN_EXE_ringfort")).args(words).arg(&folder).output().unwrap();
    fs::remove_dir_all(&folder).unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (run.status.success(), text(run.stdout), text(run.stderr))
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

#[test]
fn everything_that_a_principal_is_given_is_listed() {
    assert_eq!(
        told(&["can", "--list", "aws_iam_role.app"]),
        "aws_iam_role.app is given\n  grants: s3:GetObject on arn:aws:s3:::<bucket of aws_s3_bucket.logs>/*, by statement `Read` of aws_iam_role_policy.app (main.tf:8)\n"
    );
}

#[test]
fn nobody_is_told_from_nothing_to_ask() {
    assert_eq!(
        told(&["who-can", "s3:PutObject", "*"]),
        "no: the one principal of AWS in these files may not s3:PutObject on any resource\n"
    );
    assert_eq!(
        told(&["who-can", "storage.objects.get", "*"]),
        "no principal of Google Cloud is in these files: nobody could be asked for\n"
    );
}

#[test]
fn questions_about_nothing_are_refused() {
    let table: [(&[&str], &str); 3] = [
        (&["can", "aws_iam_role.ap", "s3:GetObject"], "did you mean `aws_iam_role.app`?"),
        (
            &["can", "aws_iam_role.app", "s3:GetObject", "aws_s3_bucket.log"],
            "did you mean `aws_s3_bucket.logs`?",
        ),
        (&["can", "aws_iam_role.app", "storage.objects.get"], "an action of Google Cloud"),
    ];
    for (words, want) in table {
        let (success, out, err) = ran(words);
        assert!(!success && out.is_empty() && err.contains(want), "{words:?}: {err}");
    }
}
