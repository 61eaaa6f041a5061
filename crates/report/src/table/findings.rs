//! The findings under what causes them, outermost first.

use std::collections::BTreeSet;

use anstyle::Style;
use ringfort_vocab::{Assessment, Counts, Finding, Severity, Status};

use super::Page;
use crate::{
    Options,
    style::{self, BOLD, DIM},
    text,
    view::{self, Group},
};

/// Root causes that are shown without `--verbose`.
const GROUPS: usize = 8;
/// Findings of each that are shown without `--verbose`.
const FINDINGS: usize = 3;
/// Columns of the severity.
const SEVERITY: usize = 8;
/// Columns before the text of a finding.
const INDENT: usize = SEVERITY + 6;

/// Writes the section.
pub(super) fn write(page: &mut Page, assessment: &Assessment, options: &Options<'_>) {
    let groups = view::groups(assessment, options);
    if groups.is_empty() {
        return none(page, assessment);
    }
    let counted = counts(&groups);
    page.title("FINDINGS", &format!("{counted}; by what causes them, outermost first"));
    let top = top(&groups, options);
    let (shown, folded): (Vec<_>, Vec<_>) =
        groups.iter().partition(|group| top.contains(group.control));
    for group in shown {
        write_group(page, group, options);
    }
    if !folded.is_empty() {
        let name = |g: &&Group<'_>| format!("{} ({})", g.control, g.findings.len());
        let mut names: Vec<String> = folded.iter().take(NAMED).map(name).collect();
        if folded.len() > NAMED {
            names.push(format!("and {} more", folded.len() - NAMED));
        }
        let more = text::count(folded.len(), "milder cause");
        page.line("");
        page.hanging("  ", 4, &format!("and {more}, see --verbose: {}", names.join(", ")), DIM);
    }
}

/// How many of the folded causes are named: the outermost ones.
const NAMED: usize = 6;

/// What to say where nothing was read.
const READS: &str = "Nothing was assessed: no file here is one that is read. Those are Terraform, Kubernetes manifests \
    and kustomizations, Dockerfiles, Python source, manifests and lock files of packages, and GitHub workflows.";

/// No findings is not the same as no problem.
fn none(page: &mut Page, assessment: &Assessment) {
    page.title("FINDINGS", "none");
    if view::nothing_read(assessment) {
        return page.hanging("  ", 2, READS, DIM);
    }
    let open = assessment.map.iter().filter(|r| r.status == Status::NotAssessed).count();
    if open > 0 {
        let controls = text::count(open, "control");
        let note =
            format!("This is no all-clear: {controls} could not be assessed from what was given.");
        page.hanging("  ", 2, &note, DIM);
    }
}

/// "2 critical, 3 high", of what is shown.
fn counts(groups: &[Group<'_>]) -> String {
    let mut counts = Counts::default();
    for finding in groups.iter().flat_map(|g| &g.findings) {
        counts.add(finding.severity);
    }
    let figures = [counts.critical, counts.high, counts.medium, counts.low, counts.info];
    let named = Severity::WORST_FIRST.iter().zip(figures).filter(|(_, n)| *n > 0);
    named.map(|(severity, n)| format!("{n} {}", severity.name())).collect::<Vec<_>>().join(", ")
}

/// The controls whose groups are shown: the worst, among equals the outermost.
fn top(groups: &[Group<'_>], options: &Options<'_>) -> BTreeSet<&'static str> {
    let order = view::by_weight(groups);
    let keep = if options.verbose { order.len() } else { GROUPS };
    order.iter().take(keep).map(|g| g.control).collect()
}

fn write_group(page: &mut Page, group: &Group<'_>, options: &Options<'_>) {
    let layer = group.layer.name().to_uppercase();
    let voids = match group.voids {
        0 => String::new(),
        n => format!(", voids {}", text::count(n, "other control")),
    };
    let name = format!("  {layer}  {}  ", group.name);
    let columns = text::columns(&name);
    page.line("");
    page.aside(&page.pen.paint(BOLD, &name), columns, &format!("{}{voids}", group.control), 4);
    let keep = if options.verbose { group.findings.len() } else { FINDINGS };
    for finding in group.findings.iter().take(keep) {
        write_finding(page, finding);
    }
    if let rest @ 1.. = group.findings.len().saturating_sub(keep) {
        page.line(&page.pen.paint(DIM, &format!("    and {rest} more, see --verbose")));
    }
}

/// Severity, place and the check's id; under them the message.
fn write_finding(page: &mut Page, finding: &Finding) {
    let pen = page.pen;
    let severity = text::pad(finding.severity.name(), SEVERITY);
    let room = page.width.saturating_sub(INDENT + 2 + finding.check.len());
    let (place, _) = page.place(&finding.location, room);
    page.line(&format!(
        "    {}  {place}  {}",
        pen.paint(style::severity(finding.severity), &severity),
        pen.paint(DIM, finding.check)
    ));
    page.hanging(&" ".repeat(INDENT), INDENT, &finding.message, Style::new());
    if let Some(suppressed) = &finding.suppressed {
        let place = view::place(&suppressed.location);
        let reason =
            if suppressed.reason.is_empty() { "no reason given" } else { &suppressed.reason };
        let note = format!("suppressed at {place}: {reason}");
        page.hanging(&" ".repeat(INDENT), INDENT, &note, DIM);
    }
}
