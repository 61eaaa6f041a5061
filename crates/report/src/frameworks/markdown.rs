//! A framework's requirements for a document: the figures, then one table for each layer.

use std::fmt::Write as _;

use ringfort_vocab::framework::{Report, Requirement, State};
use ringfort_vocab::{Layer, Proof};

use super::{counted, explained, missing};
use crate::markdown::{code, escape};

/// Places in one cell.
const PLACES: usize = 5;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    let framework = &report.framework;
    let _ = writeln!(out, "# {} {}\n", escape(framework.name), framework.version);
    let _ = writeln!(
        out,
        "{}, judged as {} from {} files. A pass speaks of the files; what runs may differ.\n",
        escape(&report.roots.join(", ")),
        report.environment.name(),
        report.files
    );
    let _ = writeln!(out, "**{}**\n", counted(&report.counts));
    let missing = missing(report);
    if !missing.is_empty() {
        let _ = writeln!(out, "Not evaluated for want of: {missing}.\n");
    }
    if !framework.not_confirmed.is_empty() {
        let left_out = escape(framework.not_confirmed);
        let _ = writeln!(out, "Left out, numbers not confirmed: {left_out}.\n");
    }
    for layer in Layer::ALL {
        let rows: Vec<&Requirement> =
            report.requirements.iter().filter(|r| r.layer == layer).collect();
        if rows.is_empty() {
            continue;
        }
        let _ = writeln!(out, "## {}\n", layer.name());
        out.push_str("| Requirement | State | What it asks for | Why | Evidence |\n|-|-|-|-|-|\n");
        for requirement in rows {
            row(&mut out, requirement);
        }
        out.push('\n');
    }
    out
}

fn row(out: &mut String, requirement: &Requirement) {
    let (state, title) = (requirement.state.words(), escape(requirement.title));
    let state =
        if requirement.state == State::Fail { format!("**{state}**") } else { state.into() };
    let why = escape(&explained(requirement));
    let places = evidence(requirement);
    let _ = writeln!(out, "| {} | {state} | {title} | {why} | {places} |", escape(requirement.id));
}

/// The places of the state's own verdict, with the checks.
fn evidence(requirement: &Requirement) -> String {
    let first = requirement.evidence.first().map_or("", |p| p.verdict);
    let same: Vec<&Proof> = requirement.evidence.iter().filter(|p| p.verdict == first).collect();
    let cell = |p: &&Proof| format!("{} {} (`{}`)", p.verdict, code(&p.location), p.check);
    let mut cells: Vec<String> = same.iter().take(PLACES).map(cell).collect();
    if let more @ 1.. = same.len().saturating_sub(PLACES) {
        cells.push(format!("and {more} more"));
    }
    cells.join("<br>")
}
