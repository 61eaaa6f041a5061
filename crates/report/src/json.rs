//! The versioned contract for programs: the assessment as it is, the findings as the options ask.
//! Published as `schemas/ringfort-assessment.schema.json`.

use std::fmt::Write;

use ringfort_vocab::{
    Assessment, ControlStatus, Coverage, Environment, Finding, NextStep, Notice, RootCause, Summary,
};
use serde::Serialize;

use crate::{Options, text::is_hostile, view};

/// The assessment with the findings that are shown. The summary and the map speak of all of them.
#[derive(Serialize)]
struct Document<'a> {
    schema_version: &'a str,
    tool_version: &'a str,
    environment: Environment,
    environment_declared: bool,
    roots: &'a [String],
    summary: &'a Summary,
    map: &'a [ControlStatus],
    findings: Vec<&'a Finding>,
    root_causes: &'a [RootCause],
    next_steps: &'a [NextStep],
    coverage: &'a Coverage,
    notices: &'a [Notice],
}

pub(crate) fn render(assessment: &Assessment, options: &Options<'_>) -> String {
    let document = Document {
        schema_version: assessment.schema_version,
        tool_version: assessment.tool_version,
        environment: assessment.environment,
        environment_declared: assessment.environment_declared,
        roots: &assessment.roots,
        summary: &assessment.summary,
        map: &assessment.map,
        findings: view::shown(assessment, options).collect(),
        root_causes: &assessment.root_causes,
        next_steps: &assessment.next_steps,
        coverage: &assessment.coverage,
        notices: &assessment.notices,
    };
    pretty(&document)
}

/// `value` as indented JSON with a final newline. Characters that a terminal or an editor obeys are
/// written as escapes (`serde_json` does so below U+0020 only): they can stand inside strings alone,
/// so a reader gets the same text. Serialising owned data whose keys are strings cannot fail.
pub(crate) fn pretty(value: &impl Serialize) -> String {
    let raw = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut text = String::with_capacity(raw.len() + 1);
    for c in raw.chars() {
        if c != '\n' && is_hostile(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    text.push('\n');
    text
}
