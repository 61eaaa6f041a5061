//! Markdown for pull-request comments: the map, the worst findings, the way out; the rest folded.
//! A comment on GitHub holds 65,536 characters, so every list is bounded.

use std::fmt::Write;

use ringfort_vocab::{Assessment, Finding, Layer, Location};

use crate::{
    Options,
    style::Standing,
    text,
    view::{self, Breach},
};

/// Findings in the open.
const TOP: usize = 10;
/// Findings in the folded list.
const ALL: usize = 80;
/// Steps and notices.
const LIST: usize = 7;
/// Characters of one text from a scanned file.
const TEXT: usize = 240;

pub(crate) fn render(assessment: &Assessment, options: &Options<'_>) -> String {
    let mut out = String::new();
    head(&mut out, assessment);
    map(&mut out, assessment);
    findings(&mut out, assessment, options);
    steps(&mut out, assessment);
    controls(&mut out, assessment);
    looked_at(&mut out, assessment);
    out
}

fn head(out: &mut String, assessment: &Assessment) {
    let counts = assessment.summary.findings;
    let total = text::count(counts.total(), "finding");
    let _ = writeln!(out, "## Ringfort: {total}, judged as {}\n", assessment.environment.name());
    let broken = |layer| Some((layer, view::breach(assessment, layer)?));
    for (layer, breach) in Layer::ALL.into_iter().filter_map(broken) {
        let _ = writeln!(out, "> **{}** {}\n", layer.name(), sentence(&breach));
    }
    if let Some(layer) = assessment.summary.weakest_layer {
        let reason = escape(&assessment.summary.weakest_reason);
        let _ = writeln!(out, "Weakest layer: **{}**, {reason}\n", layer.name());
    }
}

/// What a breach does and where it stands.
fn sentence(breach: &Breach<'_>) -> String {
    let extent = if breach.is_total() {
        "is broken open, everything inside is void".to_owned()
    } else {
        let verb = if breach.voided == 1 { "is" } else { "are" };
        format!("leaks inward, {} of {} controls inside {verb} void", breach.voided, breach.inside)
    };
    let place = breach.by.location.as_ref().map_or(String::new(), |at| format!(", {}", code(at)));
    format!(
        "{extent}: {} (`{}`{place})",
        escape(&text::clause(breach.by.reason)),
        breach.by.control
    )
}

/// How many controls of each layer stand how.
fn map(out: &mut String, assessment: &Assessment) {
    out.push_str("| Layer | Holds | Undermined | Partial | Missing | Not assessed |\n");
    out.push_str("|-|-:|-:|-:|-:|-:|\n");
    for (depth, layer) in Layer::ALL.into_iter().enumerate() {
        let standings: Vec<_> = view::rows(assessment, layer).map(view::standing).collect();
        let count = |s: Standing| standings.iter().filter(|known| **known == s).count();
        let all = standings.len() - count(Standing::NotApplicable);
        let holds = count(Standing::Implemented) + count(Standing::Elsewhere);
        let rest =
            [Standing::Undermined, Standing::Partial, Standing::Missing, Standing::NotAssessed];
        let rest: Vec<String> = rest.iter().map(|s| count(*s).to_string()).collect();
        let (indent, name) = ("&nbsp;&nbsp;".repeat(depth), layer.name());
        let _ = writeln!(out, "| {indent}**{name}** | {holds} of {all} | {} |", rest.join(" | "));
    }
    out.push('\n');
}

/// The worst in the open, all of them folded.
fn findings(out: &mut String, assessment: &Assessment, options: &Options<'_>) {
    let mut all: Vec<&Finding> = view::shown(assessment, options).collect();
    if all.is_empty() {
        out.push_str("No findings. What was not assessed is not passed: see the map.\n\n");
        return;
    }
    all.sort_by_key(|f| (std::cmp::Reverse(f.severity), f.layer));
    out.push_str("### Worst findings\n\n");
    rows(out, all.iter().take(TOP));
    if all.len() > TOP {
        let title = format!("All {} findings", all.len());
        folded(out, &title, |out| {
            rows(out, all.iter().take(ALL));
            if let rest @ 1.. = all.len().saturating_sub(ALL) {
                let _ = writeln!(out, "{rest} more are left out; the other formats have them.\n");
            }
        });
    }
}

fn rows<'a>(out: &mut String, findings: impl Iterator<Item = &'a &'a Finding>) {
    out.push_str("| Severity | Where | What | Check |\n|-|-|-|-|\n");
    for finding in findings {
        let (severity, place) = (finding.severity.name(), code(&finding.location));
        let mark = if finding.suppressed.is_some() { " (suppressed)" } else { "" };
        let message = escape(&finding.message);
        let _ = writeln!(out, "| {severity}{mark} | {place} | {message} | `{}` |", finding.check);
    }
    out.push('\n');
}

fn steps(out: &mut String, assessment: &Assessment) {
    if assessment.next_steps.is_empty() {
        return;
    }
    out.push_str("### Next steps, outermost first\n\n");
    for (at, step) in assessment.next_steps.iter().take(LIST).enumerate() {
        let place = step.location.as_ref().map_or(String::new(), |at| format!(" ({})", code(at)));
        let (action, reason) = (escape(&step.action), escape(&step.reason));
        let _ = writeln!(out, "{}. **{}** {action}{place}: {reason}", at + 1, step.layer.name());
    }
    out.push('\n');
}

/// Every control but those that do not apply.
fn controls(out: &mut String, assessment: &Assessment) {
    folded(out, "All controls", |out| {
        out.push_str("| Layer | Control | Status | Evidence |\n|-|-|-|-|\n");
        for row in &assessment.map {
            let standing = view::standing(row);
            if standing == Standing::NotApplicable {
                continue;
            }
            let effect = view::undermined(row).map_or(String::new(), |by| format!(", but {by}"));
            let status = format!("{}{effect}", row.status.name());
            let best = row.evidence.first().map(|proof| code(&proof.location));
            let (layer, evidence) = (row.layer.name(), best.unwrap_or_else(|| escape(&row.reason)));
            let _ = writeln!(out, "| {layer} | {} | {status} | {evidence} |", escape(row.name));
        }
        out.push('\n');
    });
}

/// The coverage line and the notices.
fn looked_at(out: &mut String, assessment: &Assessment) {
    let coverage = &assessment.coverage;
    let title = format!(
        "Looked at {}: {} evaluated, {} partly, {} not; {} suppressed",
        text::count(coverage.files.len(), "file"),
        coverage.evaluated,
        coverage.partial,
        coverage.not_evaluated,
        text::count(assessment.summary.suppressed, "finding"),
    );
    let mut notices: Vec<_> = assessment.notices.iter().collect();
    notices.sort_by_key(|n| !n.kind.is_gap());
    folded(out, &title, |out| {
        for notice in notices.iter().take(LIST) {
            let place =
                notice.location.as_ref().map_or(String::new(), |at| format!(" {}", code(at)));
            let _ = writeln!(out, "- {}{place}: {}", notice.kind.name(), escape(&notice.message));
        }
        match notices.len().saturating_sub(LIST) {
            0 if notices.is_empty() => out.push_str("No notices.\n"),
            0 => {}
            rest => {
                let _ = writeln!(out, "- and {rest} more");
            }
        }
    });
}

/// A collapsed section. `title` must be safe.
/// A list that a reader opens.
pub(crate) fn folded(out: &mut String, title: &str, body: impl FnOnce(&mut String)) {
    let _ = writeln!(out, "<details><summary>{title}</summary>\n");
    body(out);
    out.push_str("\n</details>\n\n");
}

/// Text from elsewhere as literal Markdown on one line: no markup, no HTML, no table cell end, no
/// mention of people or issues.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text::one_line(text).chars().take(TEXT) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' | '#' => {
                let _ = write!(out, "{c}&#8203;");
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' | '$' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    if text.chars().nth(TEXT).is_some() {
        out.push('…');
    }
    out
}

/// `file:line` as a code span that also stands in a table cell.
pub(crate) fn code(location: &Location) -> String {
    let place = view::place(location);
    let safe = text::one_line(&place).replace('`', "'").replace('|', "\\|");
    format!("`{}`", text::clip_start(&safe, TEXT))
}
