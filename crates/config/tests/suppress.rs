//! Which findings a suppression covers, and what is said of suppressions that are of no use.

#![allow(clippy::expect_used, reason = "helpers of tests: a panic is their message")]

use ringfort_config::suppress::{Context, Suppression, apply, find, from_annotation};
use ringfort_config::{Date, Known, Settings};
use ringfort_source::{SourceId, SourceMap, Span};
use ringfort_vocab::{Confidence, Finding, Layer, Location, Meta, Severity};

const META: &[Meta] = &[
    Meta::new("cloud/bucket-open", "t", "cloud/buckets", Severity::High).aliases(&["CKV_AWS_20"]),
    Meta::new("cloud/bucket-plain", "t", "cloud/buckets", Severity::Low).aliases(&["AWS-0132"]),
];

fn finding(check: &'static str, line: u32) -> Finding {
    Finding {
        check,
        title: "t",
        control: "cloud/buckets",
        layer: Layer::Cloud,
        severity: Severity::High,
        confidence: Confidence::High,
        resource: "aws_s3_bucket.a".into(),
        message: String::new(),
        location: Location { file: "main.tf".into(), line, end_line: line },
        related: Vec::new(),
        fingerprint: String::new(),
        fix: None,
        suppressed: None,
    }
}

/// The whole lines of comments in `text`, from the comment's mark on.
fn comments(text: &str) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = line.find('#') {
            let body = line[at..].trim_end();
            found.push((Span::of(SourceId(0), start + at..start + at + body.len()), body));
        }
        start += line.len();
    }
    found
}

/// Top-level blocks: from a line that ends in `{` at column 0 to the line `}`.
fn blocks(text: &str) -> Vec<Span> {
    let (mut found, mut open, mut start) = (Vec::new(), None, 0);
    for line in text.split_inclusive('\n') {
        if open.is_none() && line.contains('{') {
            open = Some(start);
        }
        start += line.len();
        if line.trim_end() == "}" {
            found.push(Span::of(SourceId(0), open.take().unwrap_or(0)..start));
        }
    }
    found
}

fn run(text: &str, more: &[Suppression], settings: &str) -> (Vec<u32>, Vec<String>) {
    let mut sources = SourceMap::default();
    sources.add("main.tf", text);
    let known = Known::new(["cloud/buckets"], META);
    let mut suppressions = find(&comments(text), "terraform");
    suppressions.extend_from_slice(more);
    let settings = Settings::parse("ringfort.toml", settings).expect("settings");
    let mut findings: Vec<Finding> =
        (1..=text.lines().count() as u32).map(|l| finding("cloud/bucket-open", l)).collect();
    let today = Date::parse("2026-05-05").expect("date");
    let context = Context { sources: &sources, known: &known, today, ran: &|_| true };
    let notices = apply(&mut findings, &suppressions, &blocks(text), &settings, &context);
    let covered = findings.iter().filter(|f| f.suppressed.is_some());
    let said = notices.into_iter().map(|n| {
        let location = n.location.expect("place");
        format!("{}:{}: {}", location.file, location.line, n.message)
    });
    (covered.map(|f| f.location.line).collect(), said.collect())
}

/// `OWN` stands for our marker with a check and a reason.
#[test]
fn comments_cover_lines_and_blocks() {
    let table: [(&str, &[u32]); 12] = [
        ("a = 1 # OWN\nb = 2\n", &[1]),
        ("# OWN\na = 1\nb = 2\n", &[1, 2]),
        ("# OWN\n# more\n\na = 1\nb = 2\n", &[1, 2, 3, 4]),
        ("# OWN\nx {\n a = 1\n}\nb = 2\n", &[1, 2, 3, 4]),
        ("x { # OWN\n a = 1\n}\nb = 2\n", &[1, 2, 3]),
        ("x {\n # OWN\n a = 1\n b = 2\n}\n", &[1, 2, 3, 4, 5]),
        ("x {\n a = 1\n # OWN\n b = 2\n c = 3\n}\n", &[3, 4]),
        ("a = 1\n# ringfort:ignore-file cloud/buckets reason=r\n", &[1, 2]),
        ("x {\n a = 1\n b = 2 #checkov:skip=CKV_AWS_20:public\n}\nc = 1\n", &[1, 2, 3, 4]),
        ("# kics-scan ignore-block\nx {\n a = 1\n}\nb = 1\n", &[1, 2, 3, 4]),
        ("a = 1 #trivy:ignore:*\nb = 1\n", &[1]),
        ("# tfsec:ignore:CKV_AWS_20:exp:2026-05-05\na = 1\n", &[1, 2]),
    ];
    for (text, expected) in table {
        let text = text.replace("OWN", "ringfort:ignore cloud/bucket-open reason=\"r\"");
        let (covered, said) = run(&text, &[], "");
        assert_eq!((covered.as_slice(), said.is_empty()), (expected, true), "{text}{said:?}");
    }
}

#[test]
fn useless_suppressions_are_told_at_their_line() {
    let table = [
        (
            "\n# ringfort:ignore cloud/bucket-plain reason=r\na = 1\n",
            "main.tf:2: the suppression of cloud/bucket-plain covers no finding: take it out",
        ),
        (
            "# ringfort:ignore cloud/bucket-opn reason=r\na = 1\n",
            "main.tf:1: this suppression names the unknown id `cloud/bucket-opn`; did you mean `cloud/bucket-open`?",
        ),
        (
            "# ringfort:ignore cloud/bucket-open until=2026-05-04 reason=r\na = 1\n",
            "main.tf:1: the suppression of cloud/bucket-open expired on 2026-05-04: mend the finding or decide anew",
        ),
        (
            "# ringfort:ignore cloud/bucket-open until=tomorrow\na = 1\n",
            "main.tf:1: this suppression has no effect: `tomorrow` is not a date (YYYY-MM-DD)",
        ),
        (
            "a = 1 # tfsec:ignore:CKV_AWS_20:exp:2020-01-01\n",
            "main.tf:1: the suppression of CKV_AWS_20 expired on 2020-01-01: mend the finding or decide anew",
        ),
    ];
    for (text, expected) in table {
        assert_eq!(run(text, &[], ""), (vec![], vec![expected.to_owned()]), "{text}");
    }
    let (covered, said) = run("a = 1 # ringfort:ignore cloud/bucket-open\n", &[], "");
    assert_eq!(covered, [1]);
    assert_eq!(said, ["main.tf:1: this suppression gives no reason: add reason=\"...\""]);
    assert_eq!(run("a = 1 # checkov:skip=CKV_AWS_999:x\n", &[], ""), (vec![], vec![]));
}

#[test]
fn annotations_cover_their_object_only() {
    let text = "a\nb\nc\nd\n";
    let object = Span::new(SourceId(0), 2, 6);
    let at = Span::new(SourceId(0), 4, 5);
    let found = from_annotation("ringfort.dev/ignore", "CKV_AWS_20 reason=x", at, object);
    assert_eq!(run(text, &found, ""), (vec![2, 3], vec![]));
}

#[test]
fn settings_cover_by_path_and_resource() {
    let entry =
        |more: &str| format!("[[ignore]]\ncheck = \"CKV_AWS_20\"\nreason = \"r\"\n{more}\n");
    let unused = "ringfort.toml:2: the entry for CKV_AWS_20 covers no finding: take it out";
    let expired = "ringfort.toml:2: the entry for CKV_AWS_20 expired on 2026-01-01: mend the finding or decide anew";
    let table: [(&str, &[u32], &[&str]); 6] = [
        ("", &[1, 2], &[]),
        ("path = \"*.tf\"", &[1, 2], &[]),
        ("path = \"*.yaml\"", &[], &[unused]),
        ("resource = \"aws_s3_*\"", &[1, 2], &[]),
        ("resource = \"aws_iam_*\"", &[], &[unused]),
        ("until = \"2026-01-01\"", &[], &[expired]),
    ];
    for (more, lines, said) in table {
        let (covered, told) = run("a\nb\n", &[], &entry(more));
        assert_eq!(
            (covered.as_slice(), told),
            (lines, said.iter().map(|s| (*s).to_owned()).collect()),
            "{more}"
        );
    }
    let risk = |until| {
        format!(
            "[accepted-risk.\"cloud/buckets\"]\nreason = \"r\"\nowner = \"o\"\nuntil = \"{until}\"\n"
        )
    };
    assert_eq!(run("a\n", &[], &risk("2026-05-05")).0, [1]);
    assert_eq!(run("a\n", &[], &risk("2026-05-04")).0, [0u32; 0]);
}
