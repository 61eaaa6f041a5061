//! The checks that found something, as SARIF rules.

use ringfort_vocab::{Confidence, Finding, Severity};
use serde_json::{Map, Value, json};

use super::{level, plain};
use crate::Options;

/// Characters of a description that GitHub keeps.
const DESCRIPTION: usize = 1_024;
/// Tags of a rule that GitHub shows; it rejects more than 20.
const TAGS: usize = 10;

/// The rules, and which check stands where among them.
pub(super) struct Rules {
    pub(super) descriptors: Vec<Value>,
    ids: Vec<&'static str>,
}

impl Rules {
    /// A rule for each check of `findings`, by id.
    pub(super) fn of(findings: &[&Finding], options: &Options<'_>) -> Rules {
        let mut firsts: Vec<&Finding> = findings.to_vec();
        firsts.sort_by_key(|f| f.check);
        firsts.dedup_by_key(|f| f.check);
        let descriptors = firsts.iter().map(|f| descriptor(f, options)).collect();
        Rules { descriptors, ids: firsts.iter().map(|f| f.check).collect() }
    }

    /// The place of `check` among the rules.
    pub(super) fn index(&self, check: &str) -> Option<usize> {
        self.ids.binary_search_by(|id| (*id).cmp(check)).ok()
    }
}

fn descriptor(finding: &Finding, options: &Options<'_>) -> Value {
    let page = options.page_of(finding.check);
    let severity = options.meta_of(finding.check).map_or(finding.severity, |m| m.severity);
    let mut rule = json!({
        "id": finding.check,
        "shortDescription": { "text": short(finding.title) },
        "fullDescription": { "text": short(page.map_or(finding.title, first_paragraph)) },
        "defaultConfiguration": { "level": level(severity) },
        "properties": properties(finding, severity, options),
    });
    if let (Some(page), Some(fields)) = (page, rule.as_object_mut()) {
        fields.insert("help".into(), json!({ "text": page, "markdown": page }));
    }
    rule
}

fn short(text: &str) -> String {
    plain(text).chars().take(DESCRIPTION).collect()
}

/// The first paragraph of a page that is neither a heading nor a code block.
fn first_paragraph(page: &str) -> &str {
    let paragraphs = page.split("\n\n").map(str::trim);
    let mut prose = paragraphs.filter(|p| !p.is_empty() && !p.starts_with(['#', '`']));
    prose.next().unwrap_or("")
}

/// What GitHub sorts and filters by.
fn properties(finding: &Finding, severity: Severity, options: &Options<'_>) -> Map<String, Value> {
    let frameworks = options.meta_of(finding.check).map_or(&[][..], |m| m.frameworks);
    let own = ["security", finding.layer.slug(), finding.control];
    let tags: Vec<&str> = own.into_iter().chain(frameworks.iter().copied()).take(TAGS).collect();
    let mut properties = Map::new();
    properties.insert("tags".into(), json!(tags));
    properties.insert("precision".into(), json!(precision(finding.confidence)));
    if let Some(score) = score(severity) {
        properties.insert("security-severity".into(), json!(score));
    }
    properties
}

const fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "very-high",
        Confidence::Medium => "high",
        Confidence::Low => "medium",
    }
}

/// A number in the band that GitHub shows under the severity's name: critical from 9.0, high from
/// 7.0, medium from 4.0, low from 0.1. Info has no band.
const fn score(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Critical => Some("9.5"),
        Severity::High => Some("8.0"),
        Severity::Medium => Some("5.5"),
        Severity::Low => Some("2.0"),
        Severity::Info => None,
    }
}
