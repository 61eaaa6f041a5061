//! The way out: what to do, outermost first.

use ringfort_vocab::{Assessment, NextStep};

use super::Page;
use crate::{
    Options,
    style::{BOLD, DIM},
    text,
};

/// Steps that are shown without `--verbose`.
const STEPS: usize = 7;
/// Columns before the text of a step.
const INDENT: usize = 17;

/// Writes the section, where there is something to do.
pub(super) fn write(page: &mut Page, assessment: &Assessment, options: &Options<'_>) {
    let steps = &assessment.next_steps;
    if steps.is_empty() {
        return;
    }
    page.title(
        "NEXT STEPS",
        "outermost first: an inner layer does not hold while an outer one is open",
    );
    let keep = if options.verbose { steps.len() } else { STEPS };
    for (at, step) in steps.iter().take(keep).enumerate() {
        write_step(page, at + 1, step);
    }
    if let rest @ 1.. = steps.len().saturating_sub(keep) {
        page.line(&page.pen.paint(DIM, &format!("  and {rest} more, see --verbose")));
    }
}

fn write_step(page: &mut Page, number: usize, step: &NextStep) {
    let layer = text::pad(step.layer.name(), 9);
    let head = format!("  {number:>2}. {}  ", page.pen.paint(BOLD, &layer));
    page.hanging(&head, INDENT, &step.action, BOLD);
    match &step.location {
        Some(location) => {
            let (place, columns) = page.place(location, page.width - INDENT);
            let head = format!("{:INDENT$}{place}  ", "");
            page.aside(&head, INDENT + columns + 2, &text::one_line(&step.reason), INDENT);
        }
        None => page.hanging(&" ".repeat(INDENT), INDENT, &step.reason, DIM),
    }
}
