//! The last lines: what was looked at, what went wrong with looking, and the conclusion.

use ringfort_vocab::{Assessment, Coverage, FileState, Notice, Status};

use super::Page;
use crate::{
    Options,
    style::{BOLD, DIM, RED, YELLOW},
    text,
    view::{self, Group},
};

/// Notices that are shown without `--verbose`.
const TOP: usize = 5;
/// Causes of gaps in the coverage that are shown without `--verbose`.
const CAUSES: usize = 3;
/// Columns of the labels.
const LABEL: usize = 13;

/// Writes the lines.
pub(super) fn write(page: &mut Page, assessment: &Assessment, options: &Options<'_>) {
    page.line("");
    coverage(page, &assessment.coverage, options);
    verdicts(page, assessment);
    notices(page, &assessment.notices, options);
    suppressed(page, assessment, options);
    conclusion(page, assessment, options);
}

/// A label in bold and a text beside it.
fn entry(page: &mut Page, label: &str, body: &str, style: anstyle::Style) {
    let head = page.pen.paint(BOLD, &text::pad(label, LABEL));
    page.hanging(&head, LABEL, body, style);
}

fn plain() -> anstyle::Style {
    anstyle::Style::new()
}

fn coverage(page: &mut Page, coverage: &Coverage, options: &Options<'_>) {
    let files = text::count(coverage.files.len(), "file");
    let figures = format!(
        "{files}: {} evaluated, {} partly, {} not",
        coverage.evaluated, coverage.partial, coverage.not_evaluated
    );
    entry(page, "Looked at", &figures, plain());
    let causes = causes(coverage);
    let keep = if options.verbose { causes.len() } else { CAUSES };
    for cause in causes.iter().take(keep) {
        entry(page, "", &cause.to_string(), DIM);
    }
    if let rest @ 1.. = causes.len().saturating_sub(keep) {
        let more = format!("and {}, see --verbose", text::count(rest, "other cause"));
        entry(page, "", &more, DIM);
    }
}

/// Files that were not evaluated (as a whole) for the same reason.
struct Cause<'a> {
    state: FileState,
    why: &'a str,
    first: &'a str,
    files: usize,
}

impl std::fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = if self.state == FileState::Partial { "partly" } else { "not" };
        let more = match self.files {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        write!(f, "{state}: {}{more} ({})", self.first, self.why)
    }
}

/// The causes, the most frequent first.
fn causes(coverage: &Coverage) -> Vec<Cause<'_>> {
    let mut causes: Vec<Cause<'_>> = vec![];
    for file in coverage.files.iter().filter(|f| f.state != FileState::Evaluated) {
        match causes.iter_mut().find(|c| c.state == file.state && c.why == file.cause) {
            Some(known) => known.files += 1,
            None => causes.push(Cause {
                state: file.state,
                why: &file.cause,
                first: &file.file,
                files: 1,
            }),
        }
    }
    causes.sort_by_key(|c| std::cmp::Reverse(c.files));
    causes
}

fn verdicts(page: &mut Page, assessment: &Assessment) {
    let summary = &assessment.summary;
    let undecided = match summary.unknown {
        0 => String::new(),
        n => format!(", {n} of them undecided"),
    };
    let verdicts = text::count(summary.verdicts, "verdict");
    let body = format!("{verdicts} by {}{undecided}", text::count(summary.checks, "check"));
    entry(page, "Judged", &body, plain());
}

/// Gaps first, then the others; the same said of several places is said once.
fn notices(page: &mut Page, notices: &[Notice], options: &Options<'_>) {
    let mut order: Vec<(&Notice, usize)> = vec![];
    for notice in notices {
        let same = |(first, _): &&mut (&Notice, usize)| {
            first.kind == notice.kind && first.message == notice.message && !options.verbose
        };
        match order.iter_mut().find(same) {
            Some((_, count)) => *count += 1,
            None => order.push((notice, 1)),
        }
    }
    order.sort_by_key(|(notice, _)| !notice.kind.is_gap());
    let keep = if options.verbose { order.len() } else { TOP };
    for (at, (notice, count)) in order.iter().take(keep).enumerate() {
        let more = if *count > 1 { format!(" and {} more", count - 1) } else { String::new() };
        let place = notice
            .location
            .as_ref()
            .map_or(String::new(), |l| format!("{}{more}: ", view::place(l)));
        let label = if at == 0 { "Notices" } else { "" };
        let style = if notice.kind.is_gap() { YELLOW } else { DIM };
        entry(page, label, &format!("{}: {place}{}", notice.kind.name(), notice.message), style);
    }
    if let rest @ 1.. = order.len().saturating_sub(keep) {
        entry(page, "", &format!("and {rest} more, see --verbose"), DIM);
    }
}

fn suppressed(page: &mut Page, assessment: &Assessment, options: &Options<'_>) {
    let hint = match assessment.summary.suppressed {
        1.. if !options.show_suppressed => ", see --show-suppressed",
        _ => "",
    };
    let findings = text::count(assessment.summary.suppressed, "finding");
    entry(page, "Suppressed", &format!("{findings}{hint}"), plain());
}

/// Where an attacker starts, what causes most, and what to run next.
fn conclusion(page: &mut Page, assessment: &Assessment, options: &Options<'_>) {
    if let Some(layer) = assessment.summary.weakest_layer {
        let body = format!("{}: {}", layer.name(), assessment.summary.weakest_reason);
        entry(page, "Weakest", &body, RED);
    }
    let groups = view::groups(assessment, options);
    let order = view::by_weight(&groups);
    let causes: Vec<String> = order.iter().take(3).map(|g| cause(g)).collect();
    if !causes.is_empty() {
        entry(page, "Root causes", &causes.join(", "), plain());
    }
    let step = assessment.next_steps.first().map(|s| s.control);
    let first = |status| assessment.map.iter().find(|r| r.status == status).map(|r| r.control);
    let open = || first(Status::Missing).or_else(|| first(Status::NotAssessed));
    let next = order.first().map(|g| g.control).or(step).or_else(open);
    if view::nothing_read(assessment) {
        entry(page, "Next", "ringfort scan FOLDER, one that holds some of these files", BOLD);
    } else if let Some(control) = next {
        entry(page, "Next", &format!("ringfort explain {control}"), BOLD);
    }
}

fn cause(group: &Group<'_>) -> String {
    format!("{} ({})", group.control, text::count(group.findings.len(), "finding"))
}
