//! The JSON output keeps to the published schema, in both directions: whatever is written is
//! described there, and whatever is required there is written.
//!
//! The validator knows the keywords the schema uses and fails on any other, so the schema cannot
//! grow past it unnoticed. Patterns are checked by the few shapes that occur.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests: a panic is their message")]

mod sample;

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
        let mut errors = vec![];
        check(&json(&assessment, &options), &schema, &schema, "$", &mut errors);
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
        let mut errors = vec![];
        check(&bad, &schema, &schema, "$", &mut errors);
        assert!(!errors.is_empty(), "{pointer} passed");
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

fn check(value: &Value, schema: &Value, root: &Value, path: &str, errors: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let ok = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let target = root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap();
                check(value, target, root, path, errors);
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|t| has_type(value, t.as_str().unwrap())),
                _ => has_type(value, rule.as_str().unwrap()),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_i64().is_some_and(|n| n >= rule.as_i64().unwrap()),
            "pattern" => value.as_str().is_some_and(|text| matches(text, rule.as_str().unwrap())),
            "anyOf" => rule.as_array().unwrap().iter().any(|one| {
                let mut inner = vec![];
                check(value, one, root, path, &mut inner);
                inner.is_empty()
            }),
            "required" => {
                rule.as_array().unwrap().iter().all(|k| value.get(k.as_str().unwrap()).is_some())
            }
            "properties" => properties(value, rule, root, path, errors),
            "items" => {
                for (at, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(item, rule, root, &format!("{path}/{at}"), errors);
                }
                true
            }
            other => panic!("the validator does not know {other}"),
        };
        if !ok {
            errors.push(format!("{path}: {keyword} {rule} does not admit {value}"));
        }
    }
}

/// Checks each property; false if one is not described.
fn properties(
    value: &Value,
    rule: &Value,
    root: &Value,
    path: &str,
    errors: &mut Vec<String>,
) -> bool {
    let mut described = true;
    for (key, inner) in value.as_object().into_iter().flatten() {
        match rule.get(key) {
            Some(schema) => check(inner, schema, root, &format!("{path}/{key}"), errors),
            None => described = false,
        }
    }
    described
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the validator does not know the type {other}"),
    }
}

fn matches(text: &str, pattern: &str) -> bool {
    let slug =
        |s: &str| s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    match pattern {
        "^1\\.[0-9]+$" => text.strip_prefix("1.").is_some_and(|n| n.parse::<u32>().is_ok()),
        "^[0-9a-f]{16}$" => text.len() == 16 && u64::from_str_radix(text, 16).is_ok(),
        "^(cloud|cluster|container|code)/[a-z0-9-]+$" => {
            text.split_once('/').is_some_and(|(l, n)| {
                ["cloud", "cluster", "container", "code"].contains(&l) && !n.is_empty() && slug(n)
            })
        }
        other => panic!("the validator does not know the pattern {other}"),
    }
}
