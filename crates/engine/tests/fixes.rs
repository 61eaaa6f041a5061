//! Every fix that a page shows mends what it is for: it changes the file, the file still reads, and the finding is gone.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

mod support;

use std::collections::BTreeMap;

use ringfort_config::{Date, Settings};
use ringfort_engine::{Memory, Request, assess, registry};
use ringfort_vocab::{Assessment, Finding, NoticeKind};

use support::cases;

type Files = BTreeMap<String, String>;

fn run(files: &Files, id: &str) -> Assessment {
    let settings = files.get("ringfort.toml").map_or_else(Settings::default, |text| {
        Settings::parse("ringfort.toml", text).expect("settings of the page")
    });
    let mut request = Request::new(settings, Date::parse("2026-01-01").expect("a date"));
    request.only = vec![id.to_owned()];
    assess(&Memory::new(files.clone()), &request, &|_| {})
}

/// The files after the edits of one finding; `None` if it has no fix.
fn fixed(files: &Files, finding: &Finding) -> Option<Files> {
    let mut edits: Vec<_> = finding.fix.as_ref()?.edits.iter().collect();
    edits.sort_by_key(|e| std::cmp::Reverse(e.start));
    let mut files = files.clone();
    for edit in edits {
        let text = files.get_mut(&*edit.file).expect("an edit of a file of the page");
        text.replace_range(edit.start as usize..edit.end as usize, &edit.text);
    }
    Some(files)
}

fn unread(assessment: &Assessment) -> usize {
    assessment.notices.iter().filter(|n| n.kind == NoticeKind::ParseError).count()
}

/// What is wrong with the fixes of `files`, in words.
fn complaints(files: &Files, id: &str) -> Vec<String> {
    let before = run(files, id);
    let judge = |finding: &Finding| {
        let after = fixed(files, finding)?;
        if after == *files {
            return Some(format!("{id}: a fix that changes nothing"));
        }
        let again = run(&after, id);
        let place = format!("{id}, {}:{}", finding.location.file, finding.location.line);
        if unread(&again) > unread(&before) {
            return Some(format!("{place}: the file does not read after the fix"));
        }
        let still = again.findings.iter().any(|f| f.fingerprint == finding.fingerprint);
        still.then(|| format!("{place}: the finding stays after the fix"))
    };
    before.findings.iter().filter_map(judge).collect()
}

#[test]
fn fixes_of_pages_mend() {
    let mut failures = vec![];
    for check in registry() {
        let id = check.meta.id;
        let pages = cases(check.page, id);
        failures.extend(pages.iter().flat_map(|case| complaints(&case.files, id)));
    }
    assert!(failures.is_empty(), "{} complaints:\n{}", failures.len(), failures.join("\n"));
}

/// Check, a file, its text, and what the fix makes of it (empty: no fix is offered).
const FORMS: [(&str, &str, &str, &str); 7] = [
    ("cloud/ebs-volume-unencrypted", "t.yaml", VOLUME, "Encrypted: true"),
    (
        "cloud/ebs-volume-unencrypted",
        "t.template.json",
        r#"{"Resources": {"V": {"Type": "AWS::EC2::Volume", "Properties": {"Size": 1, "Encrypted": false}}}}"#,
        r#""Encrypted": true"#,
    ),
    (
        "cloud/ebs-volume-unencrypted",
        "main.tf.json",
        r#"{"resource": {"aws_ebs_volume": {"v": {"size": 1, "encrypted": false}}}}"#,
        r#""encrypted": true"#,
    ),
    (
        "cloud/imdsv1-allowed",
        "t.template.json",
        r#"{"Resources": {"T": {"Type": "AWS::EC2::LaunchTemplate", "Properties": {"LaunchTemplateData": {"MetadataOptions": {"HttpTokens": "optional"}}}}}}"#,
        r#""HttpTokens": "required""#,
    ),
    // Other words than Terraform's.
    (
        "cloud/ecs-public-address",
        "t.template.json",
        r#"{"Resources": {"S": {"Type": "AWS::ECS::Service", "Properties": {"NetworkConfiguration": {"AwsvpcConfiguration": {"AssignPublicIp": "ENABLED"}}}}}}"#,
        "",
    ),
    (
        "cloud/ebs-volume-unencrypted",
        "t.template.json",
        r#"{"Resources": {"V": {"Type": "AWS::EC2::Volume", "Properties": {"Size": 1, "Encrypted": "false"}}}}"#,
        "",
    ),
    // The place of the value is a variable's.
    (
        "cloud/ebs-volume-unencrypted",
        "main.tf",
        "variable \"sealed\" {\n  default = false\n}\n\nresource \"aws_ebs_volume\" \"v\" {\n  size      = 1\n  encrypted = var.sealed\n}\n",
        "",
    ),
];

const VOLUME: &str = "AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n  V:\n    Type: AWS::EC2::Volume\n    Properties:\n      Size: 1\n      Encrypted: false\n";

#[test]
fn fixes_are_written_in_the_words_of_the_file() {
    for (id, path, text, wanted) in FORMS {
        let files = Files::from([(path.to_owned(), text.to_owned())]);
        let found = run(&files, id).findings;
        assert_eq!(found.len(), 1, "{id} in {path}: {text}");
        let after = found.first().and_then(|f| fixed(&files, f));
        let after = after.as_ref().and_then(|files| files.get(path)).map_or("", String::as_str);
        assert_eq!(after.is_empty(), wanted.is_empty(), "{id} in {path}: {text}\n{after}");
        assert!(after.contains(wanted), "{id} in {path}: {after}");
        assert_eq!(complaints(&files, id), Vec::<String>::new());
    }
}
