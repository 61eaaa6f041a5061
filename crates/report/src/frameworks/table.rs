//! A framework's requirements for a person at a terminal, the figures last.

use anstyle::Style;
use ringfort_vocab::framework::{Report, Requirement, State};
use ringfort_vocab::{Basis, Layer, Proof};

use super::{counted, explained, missing};
use crate::table::Page;
use crate::{
    Options,
    style::{BOLD, DIM, GREEN, RED, YELLOW},
    text, view,
};

/// Places of a failure, and of a pass, that are shown without `--verbose`.
const PLACES: (usize, usize) = (3, 1);

pub(super) fn render(report: &Report, options: &Options<'_>) -> String {
    let mut page = Page::new(options);
    head(&mut page, report);
    let width = report.requirements.iter().map(|r| text::columns(r.id)).max().unwrap_or(0);
    for layer in Layer::ALL {
        let mut rows = report.requirements.iter().filter(|r| r.layer == layer).peekable();
        if rows.peek().is_some() {
            page.title(&layer.name().to_uppercase(), "");
        }
        while let Some(r) = rows.next() {
            let told_below = rows.peek().is_some_and(|next| is_same(r, next));
            requirement(&mut page, r, width, told_below, options.verbose);
        }
    }
    closing(&mut page, report);
    page.finish(options)
}

fn head(page: &mut Page, report: &Report) {
    let framework = &report.framework;
    let name = format!("{} {}", framework.name, framework.version);
    page.line(&page.pen.paint(BOLD, &name));
    let files = text::count(report.files, "file");
    let roots = report.roots.join(", ");
    let rest = format!("{roots}, judged as {} from {files}", report.environment.name());
    page.hanging("", 0, &rest, DIM);
}

/// Is there nothing to say of `requirement` that is not said of the next one?
fn is_same(requirement: &Requirement, next: &Requirement) -> bool {
    let both = [requirement, next];
    both.iter().all(|r| r.state == State::NotEvaluated && r.evidence.is_empty())
        && explained(requirement) == explained(next)
}

/// Glyph, number, state, title; below it why, and where, unless that is `told_below`.
fn requirement(
    page: &mut Page,
    requirement: &Requirement,
    width: usize,
    told_below: bool,
    verbose: bool,
) {
    let (glyph, style) = look(requirement.state);
    let mark = page.pen.paint(style, page.pen.either(glyph.0, glyph.1));
    let id = text::pad(requirement.id, width);
    let state = page.pen.paint(style, &text::pad(requirement.state.words(), 13));
    let head = format!("{mark} {id}  {state}  ");
    page.hanging(&head, width + 19, requirement.title, Style::new());
    if told_below {
        return;
    }
    let indent = width + 4;
    let mut why = explained(requirement);
    if requirement.state == State::Pass && requirement.basis == Some(Basis::ProviderDefault) {
        why += ", by the platform's default";
    }
    page.hanging(&" ".repeat(indent), indent, &why, DIM);
    places(page, requirement, indent, verbose);
}

const fn look(state: State) -> ((&'static str, &'static str), Style) {
    match state {
        State::Fail => (("✗", "x"), RED),
        State::Accepted => (("◇", "~"), YELLOW),
        State::Pass => (("●", "#"), GREEN),
        State::NotEvaluated => (("·", "."), DIM),
        State::Manual => (("–", "-"), DIM),
    }
}

/// The places that explain the state; with `verbose` all that were kept.
fn places(page: &mut Page, requirement: &Requirement, indent: usize, verbose: bool) {
    let wanted = match requirement.state {
        State::Fail => "fail",
        State::Accepted => "accepted",
        State::Pass => "pass",
        State::NotEvaluated | State::Manual => "unknown",
    };
    let limit = if wanted == "pass" { PLACES.1 } else { PLACES.0 };
    let limit = if verbose { usize::MAX } else { limit };
    let shown = |p: &&Proof| verbose || p.verdict == wanted;
    let all: Vec<&Proof> = requirement.evidence.iter().filter(shown).collect();
    for proof in all.iter().take(limit) {
        place(page, proof, indent, verbose);
    }
    if let more @ 1.. = all.len().saturating_sub(limit) {
        page.hanging(&" ".repeat(indent), indent, &format!("and {more} more"), DIM);
    }
}

fn place(page: &mut Page, proof: &Proof, indent: usize, verbose: bool) {
    let (place, _) = page.place(&proof.location, page.width.saturating_sub(indent));
    page.line(&format!("{:indent$}{place}", ""));
    let verdict = if verbose { format!("{}: ", proof.verdict) } else { String::new() };
    let note = if proof.note.is_empty() { proof.check } else { &proof.note };
    let body = format!("{verdict}{}: {note} ({})", proof.resource, proof.check);
    page.hanging(&" ".repeat(indent + 2), indent + 2, &body, DIM);
}

/// The figures, what is missing, what was left out, what was not read.
fn closing(page: &mut Page, report: &Report) {
    let total = text::count(report.requirements.len(), "requirement");
    page.line("");
    page.hanging("", 0, &format!("{total}: {}", counted(&report.counts)), BOLD);
    let missing = missing(report);
    if !missing.is_empty() {
        page.hanging("", 0, &format!("not evaluated for want of: {missing}"), DIM);
    }
    if !report.framework.not_confirmed.is_empty() {
        let left_out = report.framework.not_confirmed;
        page.hanging("", 0, &format!("left out, numbers not confirmed: {left_out}"), DIM);
    }
    for notice in report.notices.iter().filter(|n| n.kind.is_gap()) {
        let at = notice.location.as_ref().map(|l| format!("{}: ", view::place(l)));
        let body = format!("not read: {}{}", at.unwrap_or_default(), notice.message);
        page.hanging("", 0, &body, YELLOW);
    }
    let end = "A pass speaks of the files; what runs may differ. `ringfort explain CHECK` explains a check.";
    page.hanging("", 0, end, DIM);
}
