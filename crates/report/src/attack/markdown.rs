//! The attack as Markdown for pull-request comments: what is open, what closes it, the ways folded.

use std::fmt::Write;

use ringfort_vocab::attack::{Attack, AttackPath, AttackStep, Cut};

use super::groups;
use crate::markdown::{code, escape, folded};

/// Ways that are told: a comment on GitHub is bounded.
const WAYS: usize = 12;
/// Decisions of the plan.
const DECISIONS: usize = 20;

pub(super) fn render(attack: &Attack) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "## Ringfort: attacks, judged as {}\n", attack.environment.name());
    matrix(&mut out, attack);
    if let Some(plan) = &attack.plan {
        steps(&mut out, plan);
    }
    ways(&mut out, attack);
    out
}

fn matrix(out: &mut String, attack: &Attack) {
    out.push_str("| From | How | To | Because |\n|-|-|-|-|\n");
    for entry in &attack.entries {
        for cells in groups::of_entry(attack, &entry.id) {
            let Some(first) = cells.first() else { continue };
            let word = groups::word(first);
            let named: Vec<String> =
                cells.iter().map(|c| escape(&groups::goals(attack, &[c]))).collect();
            let reason = escape(&groups::reason(first));
            let from = format!("{} {}", entry.id, escape(&entry.name));
            let _ = writeln!(out, "| {from} | **{word}** | {} | {reason} |", named.join(", "));
        }
    }
    out.push('\n');
}

/// What closes all of it.
fn steps(out: &mut String, plan: &Cut) {
    out.push_str("### What closes them, outermost first\n\n");
    if !plan.closable {
        out.push_str("Some way has no control on it that could be put in place.\n\n");
        return;
    }
    for (at, decision) in plan.decisions.iter().take(DECISIONS).enumerate() {
        let target = if decision.target.is_empty() {
            String::new()
        } else {
            format!(" ({})", escape(&decision.target))
        };
        let place = decision.evidence.first().map(|w| format!(", {}", code(&w.location)));
        let (layer, action) = (decision.layer.name(), escape(&decision.action));
        let (at, control, place) = (at + 1, &decision.control, place.unwrap_or_default());
        let _ = writeln!(out, "{at}. **{layer}** {action}{target}: `{control}`{place}");
    }
    if let rest @ 1.. = plan.decisions.len().saturating_sub(DECISIONS) {
        let _ = writeln!(out, "\nand {rest} more; the other formats have them.");
    }
    let proved = if plan.proved { "proved to be the smallest set" } else { "the best set found" };
    let _ = writeln!(out, "\nEffort {}, {proved}.\n", plan.effort);
}

fn ways(out: &mut String, attack: &Attack) {
    let mut first: Vec<&AttackPath> = attack.paths.iter().filter(|p| p.rank == 0).collect();
    first.sort_by_key(|p| std::cmp::Reverse(p.certainty));
    let all = groups::together(&first);
    for paths in all.iter().take(WAYS) {
        let Some(path) = paths.first() else { continue };
        folded(out, &escape(&groups::heading(attack, paths, path)), |out| {
            for (at, step) in path.steps.iter().enumerate() {
                hop(out, at + 1, step);
            }
            for unknown in &path.unknowns {
                let _ = writeln!(out, "- ? {}", escape(unknown));
            }
        });
    }
    if let rest @ 1.. = all.len().saturating_sub(WAYS) {
        let _ = writeln!(out, "{rest} more ways are left out; the other formats have them.");
    }
}

fn hop(out: &mut String, number: usize, step: &AttackStep) {
    let places: Vec<String> = step.evidence.iter().take(3).map(|w| code(&w.location)).collect();
    let shown = match (places.is_empty(), &step.by_default) {
        (true, Some(section)) => format!("by default: {}", escape(section)),
        _ => places.join(", "),
    };
    let (sentence, layer) = (escape(&step.sentence), step.layer.name());
    let _ = writeln!(out, "{number}. {sentence} ({}, {layer}): {shown}", step.technique);
}
