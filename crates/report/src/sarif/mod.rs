//! SARIF 2.1.0 (OASIS), kept within what GitHub code scanning accepts and shows.
//! Limits: <https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit>.
//! One run; rules only for the checks that found something, so their limit of 25,000 is far.

mod place;
mod results;
mod rules;

pub(crate) use place::{ROOT, location};
use ringfort_vocab::{Assessment, Finding, Notice, Severity};
use serde_json::{Value, json};

use crate::{Options, json::pretty, text, view};

/// Results of a run that GitHub keeps; over 25,000 it rejects the file.
const RESULTS: usize = 5_000;
/// Notices that are handed on; they are for people.
const NOTIFICATIONS: usize = 1_000;

pub(crate) fn render(assessment: &Assessment, options: &Options<'_>) -> String {
    let all: Vec<&Finding> = view::shown(assessment, options).collect();
    let findings = worst(&all, RESULTS);
    let rules = rules::Rules::of(&findings, options);
    let cut = all.len() - findings.len();
    pretty(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ringfort",
                "version": assessment.tool_version,
                "rules": rules.descriptors,
            }},
            "automationDetails": { "id": format!("ringfort/{}/", assessment.environment.name()) },
            "originalUriBaseIds": { place::ROOT: {
                "description": { "text": "The top of the repository that was scanned" },
            }},
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": notifications(&assessment.notices, cut, options),
            }],
            "results": results::results(&findings, &rules, options),
        }],
    }))
}

/// The `keep` worst findings, in their own order.
fn worst<'a>(findings: &[&'a Finding], keep: usize) -> Vec<&'a Finding> {
    let mut order: Vec<(usize, &&Finding)> = findings.iter().enumerate().collect();
    order.sort_by_key(|(at, f)| (std::cmp::Reverse(f.severity), *at));
    order.truncate(keep);
    order.sort_by_key(|(at, _)| *at);
    order.into_iter().map(|(_, finding)| *finding).collect()
}

/// The notices, gaps first, and one about results that were left out.
fn notifications(notices: &[Notice], cut: usize, options: &Options<'_>) -> Vec<Value> {
    let mut order: Vec<&Notice> = notices.iter().collect();
    order.sort_by_key(|n| !n.kind.is_gap());
    let over = order.len().saturating_sub(NOTIFICATIONS);
    let mut out = vec![];
    if cut > 0 {
        let text = format!(
            "{cut} results are left out: a run holds {RESULTS} at most; the worst ones were kept"
        );
        out.push(notification("limit", "warning", &text));
    }
    if over > 0 {
        out.push(notification("limit", "warning", &format!("{over} more notices are left out")));
    }
    for notice in order.into_iter().take(NOTIFICATIONS) {
        let level = if notice.kind.is_gap() { "warning" } else { "note" };
        let mut value = notification(notice.kind.name(), level, &notice.message);
        if let (Some(location), Some(fields)) = (&notice.location, value.as_object_mut()) {
            fields.insert("locations".into(), json!([place::location(location, options)]));
        }
        out.push(value);
    }
    out
}

fn notification(kind: &str, level: &str, message: &str) -> Value {
    json!({ "descriptor": { "id": kind }, "level": level, "message": { "text": plain(message) } })
}

/// A message as plain text on one line. SARIF reads `[text](target)` in it as a link, which a
/// scanned file must not be able to write.
fn plain(message: &str) -> String {
    text::one_line(message).replace("](", "] (")
}

/// The level of a severity.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}
