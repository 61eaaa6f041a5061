//! Findings as SARIF results.

use std::collections::BTreeMap;

use ringfort_vocab::{Edit, Finding, Fix, Reference, Suppressed};
use serde_json::{Value, json};

use super::{level, place, plain, rules::Rules};
use crate::Options;

/// Related places of a result; GitHub shows 100 locations and rejects over 1,000.
const RELATED: usize = 99;

/// The results, in the order of the findings.
pub(super) fn results(findings: &[&Finding], rules: &Rules, options: &Options<'_>) -> Vec<Value> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = vec![];
    for &finding in findings {
        let nth = seen.entry(&finding.fingerprint).or_default();
        *nth += 1;
        out.push(result(finding, *nth, rules, options));
    }
    out
}

/// One result. `nth` tells findings with one fingerprint apart.
fn result(finding: &Finding, nth: usize, rules: &Rules, options: &Options<'_>) -> Value {
    let mut result = json!({
        "ruleId": finding.check,
        "ruleIndex": rules.index(finding.check),
        "level": level(finding.severity),
        "message": { "text": plain(&finding.message) },
        "locations": [place::location(&finding.location, options)],
        "partialFingerprints": {
            // GitHub matches alerts by this name alone. Ours is the identity of check and
            // resource, so that an alert stays the same when lines move.
            "primaryLocationLineHash": format!("{}:{nth}", finding.fingerprint),
            "ringfort/v1": finding.fingerprint,
        },
        "properties": {
            "control": finding.control,
            "layer": finding.layer,
            "severity": finding.severity,
            "resource": plain(&finding.resource),
        },
    });
    let Some(fields) = result.as_object_mut() else { return result };
    if !finding.related.is_empty() {
        fields.insert("relatedLocations".into(), related(&finding.related, options));
    }
    if let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()) {
        fields.insert("fixes".into(), json!([fix_object(fix, options)]));
    }
    if let Some(suppressed) = &finding.suppressed {
        fields.insert("suppressions".into(), json!([suppression(suppressed, options)]));
    }
    result
}

fn related(references: &[Reference], options: &Options<'_>) -> Value {
    let one = |(at, reference): (usize, &Reference)| {
        let mut location = place::location(&reference.location, options);
        if let Some(fields) = location.as_object_mut() {
            fields.insert("id".into(), json!(at + 1));
            fields.insert("message".into(), json!({ "text": plain(&reference.message) }));
        }
        location
    };
    references.iter().take(RELATED).enumerate().map(one).collect()
}

/// The edits of a fix, by file.
fn fix_object(fix: &Fix, options: &Options<'_>) -> Value {
    let mut files: BTreeMap<&str, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(&edit.file).or_default().push(edit);
    }
    let change = |(file, edits): (&str, Vec<&Edit>)| {
        json!({
            "artifactLocation": place::artifact(file, options),
            "replacements": edits.into_iter().map(replacement).collect::<Vec<_>>(),
        })
    };
    json!({
        "description": { "text": plain(&fix.message) },
        "artifactChanges": files.into_iter().map(change).collect::<Vec<_>>(),
    })
}

fn replacement(edit: &Edit) -> Value {
    json!({
        "deletedRegion": {
            "byteOffset": edit.start,
            "byteLength": edit.end.saturating_sub(edit.start),
        },
        "insertedContent": { "text": edit.text },
    })
}

/// A comment beside the finding is in the source; a line of the settings is not.
fn suppression(suppressed: &Suppressed, options: &Options<'_>) -> Value {
    let settings = suppressed.location.file.ends_with("ringfort.toml");
    json!({
        "kind": if settings { "external" } else { "inSource" },
        "status": "accepted",
        "justification": plain(&suppressed.reason),
        "location": place::location(&suppressed.location, options),
        "properties": { "until": suppressed.until },
    })
}
