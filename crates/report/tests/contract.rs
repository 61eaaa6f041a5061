//! The JSON output keeps to the published schema, in both directions: whatever is written is
//! described there, and whatever is required there is written.

#![allow(clippy::unwrap_used, reason = "helpers of tests: a panic is their message")]

mod sample;
mod schema;

use ringfort_report::{Format, Options, render};
use ringfort_vocab::{Assessment, Edit, Fix, Safety, Severity};
use serde_json::Value;

const SCHEMA: &str = include_str!("../../../schemas/ringfort-assessment.schema.json");

fn json(assessment: &Assessment, options: &Options<'_>) -> Value {
    serde_json::from_slice(&render(assessment, Format::Json, options)).unwrap()
}

#[test]
fn output_keeps_to_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let mut start = sample::start();
    start.findings[0].fix = Some(Fix {
        message: "Turn it off".into(),
        safety: Safety::Unsafe,
        edits: vec![Edit { file: "a".into(), start: 0, end: 4, text: String::new() }],
    });
    let options = Options { show_suppressed: true, ..Options::default() };
    for assessment in [start, sample::secured(), sample::empty()] {
        let errors = schema::complaints(&json(&assessment, &options), &schema);
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let good = json(&sample::start(), &Options::default());
    for (pointer, wrong) in [
        ("/schema_version", Value::from("2.0")),
        ("/map/0/status", Value::from("green")),
        ("/findings/0/location/line", Value::from(0)),
        ("/findings/0/fingerprint", Value::from("xyz")),
        ("/coverage/files", Value::from("none")),
        ("/findings/0/location", serde_json::json!({})),
        (
            "/notices/0",
            serde_json::json!({"kind": "limit", "message": "", "location": null, "new": 1}),
        ),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = wrong;
        assert!(!schema::complaints(&bad, &schema).is_empty(), "{pointer} passed");
    }
}

#[test]
fn options_choose_the_findings_and_nothing_else() {
    let start = sample::start();
    let all = json(&start, &Options { show_suppressed: true, ..Options::default() });
    let high = json(&start, &Options { min_severity: Severity::High, ..Options::default() });
    let count = |v: &Value| v["findings"].as_array().unwrap().len();
    assert_eq!(count(&all), start.findings.len());
    assert_eq!(
        count(&high),
        start.findings.iter().filter(|f| f.severity >= Severity::High).count()
    );
    assert_eq!(all["summary"], high["summary"]);
    assert_eq!(all["map"], high["map"]);
}
