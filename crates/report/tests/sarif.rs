//! The rules of SARIF 2.1.0 and of GitHub code scanning that we rely on. The OASIS schema itself
//! is not part of this repository and tests run without a network, so the structure is asserted
//! here rule by rule.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests: a panic is their message"
)]

mod sample;

use ringfort_report::{Format, Options, render};
use ringfort_vocab::{Assessment, Meta, Reference, Severity};
use serde_json::Value;

fn run(assessment: &Assessment, options: &Options<'_>) -> Value {
    let log: Value = serde_json::from_slice(&render(assessment, Format::Sarif, options)).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().ends_with("sarif-schema-2.1.0.json"));
    assert_eq!(log["runs"].as_array().unwrap().len(), 1);
    log["runs"][0].clone()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Every location has a relative, encoded URI, a base, and lines from 1 in order.
fn check_location(location: &Value) {
    let physical = &location["physicalLocation"];
    let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
    assert!(!uri.is_empty() && !uri.starts_with('/') && !uri.contains(':'), "{uri}");
    assert!(uri.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/%".contains(&b)), "{uri}");
    assert_eq!(physical["artifactLocation"]["uriBaseId"], "%SRCROOT%");
    let (start, end) = (&physical["region"]["startLine"], &physical["region"]["endLine"]);
    assert!(start.as_u64().unwrap() >= 1 && end.as_u64() >= start.as_u64());
}

fn check_run(run: &Value) {
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "ringfort");
    assert!(run["originalUriBaseIds"]["%SRCROOT%"].is_object());
    assert!(run["invocations"][0]["executionSuccessful"].is_boolean());
    let rules = list(driver, "rules");
    for rule in rules {
        assert!(!rule["id"].as_str().unwrap().is_empty());
        for text in ["shortDescription", "fullDescription"] {
            let length = rule[text]["text"].as_str().unwrap().chars().count();
            assert!((1..=1024).contains(&length));
        }
        assert!(list(&rule["properties"], "tags").len() <= 10);
        if let Some(score) = rule["properties"]["security-severity"].as_str() {
            assert!((0.1..=10.0).contains(&score.parse::<f64>().unwrap()));
        }
    }
    assert!(list(run, "results").len() <= 5_000);
    for result in list(run, "results") {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().contains("]("));
        assert_eq!(list(result, "locations").len(), 1);
        assert!(list(result, "relatedLocations").len() <= 99);
        list(result, "locations")
            .iter()
            .chain(list(result, "relatedLocations"))
            .for_each(check_location);
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].is_string());
        for suppression in list(result, "suppressions") {
            assert!(["inSource", "external"].contains(&suppression["kind"].as_str().unwrap()));
        }
    }
    for note in list(&run["invocations"][0], "toolExecutionNotifications") {
        assert!(["warning", "note"].contains(&note["level"].as_str().unwrap()));
        list(note, "locations").iter().for_each(check_location);
    }
}

#[test]
fn every_log_keeps_the_rules() {
    let options =
        Options { show_suppressed: true, path_prefix: "services/a b", ..Options::default() };
    for assessment in [sample::start(), sample::secured(), sample::empty(), sample::hostile()] {
        check_run(&run(&assessment, &options));
    }
}

#[test]
fn suppressions_and_notices_are_handed_on() {
    let start = sample::start();
    let shown = run(&start, &Options { show_suppressed: true, ..Options::default() });
    let suppressed = |run: &Value| {
        list(run, "results").iter().filter(|r| !list(r, "suppressions").is_empty()).count()
    };
    assert_eq!((suppressed(&shown), suppressed(&run(&start, &Options::default()))), (1, 0));
    let notes = list(&shown["invocations"][0], "toolExecutionNotifications").len();
    assert_eq!(notes, start.notices.len());
}

#[test]
fn over_the_limit_the_worst_stay_and_a_notification_says_so() {
    let mut start = sample::start();
    let mild = start.findings.iter().find(|f| f.severity == Severity::Medium).unwrap().clone();
    start.findings.retain(|f| f.severity == Severity::Critical);
    let bad = start.findings.clone();
    start.findings = vec![mild; 6_000];
    start.findings.extend(bad);
    let reference = start.findings.last().unwrap().location.clone();
    let related = Reference { resource: None, message: "here".into(), location: reference };
    start.findings.last_mut().unwrap().related = vec![related; 2_000];
    let run = run(&start, &Options::default());
    check_run(&run);
    assert_eq!(list(&run, "results").len(), 5_000);
    let errors = list(&run, "results").iter().filter(|r| r["level"] == "error").count();
    assert_eq!(errors, 2);
    let note = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert!(note.as_str().unwrap().starts_with("1002 results are left out"));
    let hashes = list(&run, "results").iter().map(|r| r["partialFingerprints"].to_string());
    assert_eq!(hashes.collect::<std::collections::BTreeSet<_>>().len(), 5_000);
}

static META: Meta = Meta::new("code/x", "X", "code/x", Severity::Low).frameworks(&["CIS-1"; 30]);

#[test]
fn a_rule_carries_its_page_and_its_frameworks() {
    let page = |_: &str| Some("# Title\n\nWhat it is.\n\n```yaml\na: 1\n```\n");
    let meta = |_: &str| Some(&META);
    let options = Options { page: Some(&page), meta: Some(&meta), ..Options::default() };
    let run = run(&sample::start(), &options);
    check_run(&run);
    let rule = &run["tool"]["driver"]["rules"][0];
    assert_eq!(rule["fullDescription"]["text"], "What it is.");
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("```yaml"));
    assert_eq!(rule["defaultConfiguration"]["level"], "note");
}
