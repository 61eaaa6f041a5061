//! `JUnit` XML: one suite for each layer, one case for each control. A case passes only where the
//! control is in place; what was not assessed is skipped, never passed.

use std::fmt::Write;

use ringfort_vocab::{Assessment, ControlStatus, Finding, Layer, Status};

use crate::{Options, text, view};

/// What becomes of a control's case.
enum Outcome {
    Passed,
    Skipped(String),
    Failed(String),
}

pub(crate) fn render(assessment: &Assessment, options: &Options<'_>) -> String {
    let suites: Vec<Suite<'_>> =
        Layer::ALL.into_iter().map(|layer| Suite::new(assessment, layer, options)).collect();
    let totals = counts(
        suites.iter().map(|s| s.cases.len()).sum(),
        suites.iter().map(Suite::failed).sum(),
        suites.iter().map(Suite::skipped).sum(),
    );
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(out, "<testsuites name=\"ringfort\" {totals}>");
    for suite in &suites {
        suite.write(&mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn counts(tests: usize, failures: usize, skipped: usize) -> String {
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
}

/// A layer.
struct Suite<'a> {
    layer: Layer,
    cases: Vec<Case<'a>>,
}

/// A control with the findings that are shown.
struct Case<'a> {
    row: &'a ControlStatus,
    findings: Vec<&'a Finding>,
    outcome: Outcome,
}

impl<'a> Suite<'a> {
    fn new(assessment: &'a Assessment, layer: Layer, options: &Options<'_>) -> Self {
        let case = |row: &'a ControlStatus| {
            let own = |f: &&Finding| f.control == row.control;
            let findings: Vec<_> = view::shown(assessment, options).filter(own).collect();
            let hidden = assessment.findings.iter().filter(own).count() - findings.len();
            let outcome = outcome(row, findings.len(), hidden);
            Case { row, findings, outcome }
        };
        Suite { layer, cases: view::rows(assessment, layer).map(case).collect() }
    }

    fn failed(&self) -> usize {
        self.cases.iter().filter(|c| matches!(c.outcome, Outcome::Failed(_))).count()
    }

    fn skipped(&self) -> usize {
        self.cases.iter().filter(|c| matches!(c.outcome, Outcome::Skipped(_))).count()
    }

    fn write(&self, out: &mut String) {
        let counts = counts(self.cases.len(), self.failed(), self.skipped());
        let _ = writeln!(out, "  <testsuite name=\"{}\" {counts}>", self.layer.name());
        for case in &self.cases {
            case.write(out);
        }
        out.push_str("  </testsuite>\n");
    }
}

/// Fails what is missing or partial, unless all that is wrong with it is hidden by the options or
/// suppressed; what is partial because something is unknown is skipped.
fn outcome(row: &ControlStatus, shown: usize, hidden: usize) -> Outcome {
    let words = format!("{}: {}", row.status.name(), row.reason);
    match row.status {
        Status::Implemented => Outcome::Passed,
        Status::Missing | Status::Partial if shown > 0 => Outcome::Failed(words),
        Status::Missing if hidden == 0 => Outcome::Failed(words),
        Status::Missing | Status::Partial if hidden > 0 => Outcome::Skipped(format!(
            "{words} (its findings are suppressed or below the threshold)"
        )),
        _ => Outcome::Skipped(words),
    }
}

impl Case<'_> {
    fn write(&self, out: &mut String) {
        let file = self.findings.first().map_or(String::new(), |finding| {
            format!(" file=\"{}\" line=\"{}\"", xml(&finding.location.file), finding.location.line)
        });
        let (class, name) = (self.row.layer.slug(), xml(self.row.control));
        let _ = write!(out, "    <testcase classname=\"ringfort.{class}\" name=\"{name}\"{file}>");
        match &self.outcome {
            Outcome::Passed => {}
            Outcome::Skipped(why) => {
                let _ = write!(out, "<skipped message=\"{}\"/>", xml(why));
            }
            Outcome::Failed(why) => {
                let kind = self.row.status.name();
                let _ = write!(out, "<failure type=\"{kind}\" message=\"{}\">", xml(why));
                self.list(out);
                out.push_str("</failure>");
            }
        }
        self.aside(out);
        out.push_str("</testcase>\n");
    }

    /// The findings, one a line.
    fn list(&self, out: &mut String) {
        for finding in &self.findings {
            let (severity, place) = (finding.severity.name(), view::place(&finding.location));
            let line = format!("{severity} {place} {} [{}]", finding.message, finding.check);
            let _ = writeln!(out, "{}", xml(&line));
        }
    }

    /// What a passed case must not hide: what undermines it, and milder findings.
    fn aside(&self, out: &mut String) {
        let undermined = view::undermined(self.row);
        let milder = matches!(self.outcome, Outcome::Passed) && !self.findings.is_empty();
        if undermined.is_none() && !milder {
            return;
        }
        out.push_str("<system-out>");
        if let Some(by) = undermined {
            let _ = writeln!(out, "in place, but {}", xml(&by));
        }
        if milder {
            self.list(out);
        }
        out.push_str("</system-out>");
    }
}

/// `text` as XML character data or attribute value: on one line, and nothing in it that XML 1.0
/// forbids.
fn xml(text: &str) -> String {
    let mut out = String::new();
    for c in text::one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            c => out.push(c),
        }
    }
    out
}
