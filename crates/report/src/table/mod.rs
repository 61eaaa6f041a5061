//! The report for a person at a terminal. From the top: the four rings as a picture, the controls
//! of each, the findings by root cause, the way out, and what was looked at. The last lines are
//! the ones a terminal leaves in view, so they carry the conclusion.

mod closing;
mod controls;
mod findings;
mod rings;
mod steps;

use ringfort_vocab::{Assessment, Location};

use crate::{
    Options, attack,
    style::{BOLD, DIM, PLACE, Pen},
    text, view,
};

/// A page under construction: what every section writes to.
pub(crate) struct Page {
    pub(crate) pen: Pen,
    pub(crate) width: usize,
    text: String,
}

impl Page {
    /// An empty page.
    pub(crate) fn new(options: &Options<'_>) -> Self {
        Page { pen: Pen::new(options), width: options.width(), text: String::new() }
    }

    /// What was written.
    pub(crate) fn finish(self, options: &Options<'_>) -> String {
        if options.ascii { to_ascii(&self.text) } else { self.text }
    }

    /// Writes one line; spaces at its end are dropped.
    pub(crate) fn line(&mut self, line: &str) {
        text::push_line(&mut self.text, line);
    }

    /// Writes the title of a section after an empty line.
    pub(crate) fn title(&mut self, title: &str, aside: &str) {
        self.line("");
        let head = self.pen.paint(BOLD, title);
        self.aside(&format!("{head}  "), title.len() + 2, aside, 2);
    }

    /// Writes `head`, which takes `columns`, and `aside` behind it if it fits there, else below,
    /// `indent` columns in.
    pub(crate) fn aside(&mut self, head: &str, columns: usize, aside: &str, indent: usize) {
        if columns + text::columns(aside) <= self.width {
            self.line(&format!("{head}{}", self.pen.paint(DIM, aside)));
        } else {
            self.line(head);
            self.hanging(&" ".repeat(indent), indent, aside, DIM);
        }
    }

    /// `file:line` of `location`, painted, within `room` columns, and how many it takes.
    pub(crate) fn place(&self, location: &Location, room: usize) -> (String, usize) {
        let place = view::place(location);
        let safe = text::one_line(&place);
        let clipped = text::clip_start(&safe, room);
        (self.pen.paint(PLACE, &clipped), text::columns(&clipped))
    }

    /// Writes `body` wrapped, after `head` on the first line and as far in on the others.
    /// `head_columns` is what a reader sees of the head, which may be painted.
    pub(crate) fn hanging(
        &mut self,
        head: &str,
        head_columns: usize,
        body: &str,
        style: anstyle::Style,
    ) {
        for (at, part) in
            text::wrap(body, self.width.saturating_sub(head_columns)).iter().enumerate()
        {
            let part = self.pen.paint(style, part);
            match at {
                0 => self.line(&format!("{head}{part}")),
                _ => self.line(&format!("{:head_columns$}{part}", "")),
            }
        }
    }
}

pub(crate) fn render(assessment: &Assessment, options: &Options<'_>) -> String {
    let mut page = Page::new(options);
    head(&mut page, assessment);
    rings::write(&mut page, assessment);
    controls::write(&mut page, assessment, options);
    findings::write(&mut page, assessment, options);
    if let Some(attack) = &assessment.attack {
        attack::section(&mut page, attack);
    }
    steps::write(&mut page, assessment, options);
    closing::write(&mut page, assessment, options);
    page.finish(options)
}

/// What was judged, and as what.
fn head(page: &mut Page, assessment: &Assessment) {
    let name = page.pen.paint(BOLD, &format!("ringfort {}", assessment.tool_version));
    let chosen = if assessment.environment_declared { "" } else { " (the default, see --env)" };
    let rest = format!(
        "{}, judged as {}{chosen}",
        assessment.roots.join(", "),
        assessment.environment.name()
    );
    let columns = assessment.tool_version.len() + 11;
    page.hanging(&format!("{name}  "), columns, &rest, DIM);
}

/// The few characters of our own that are not ASCII, written in ASCII; names from scanned files
/// stay what they are.
fn to_ascii(text: &str) -> String {
    text.replace('…', "~").replace('\u{fffd}', "?")
}
