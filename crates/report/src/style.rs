//! Colours and glyphs of terminal output, and the one place that knows whether they are wanted.

use anstyle::{AnsiColor, Style};
use ringfort_vocab::{Severity, Status};

use crate::Options;

/// Bold.
pub(crate) const BOLD: Style = Style::new().bold();
/// Faint: what may be skipped.
pub(crate) const DIM: Style = Style::new().dimmed();
/// Good.
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
/// In between.
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();
/// Bad.
pub(crate) const RED: Style = AnsiColor::Red.on_default();
/// What opens a layer.
pub(crate) const ALARM: Style = AnsiColor::Red.on_default().bold();
/// Places to open.
pub(crate) const PLACE: Style = AnsiColor::Cyan.on_default();
/// In place, yet without effect.
pub(crate) const HOLLOW: Style = AnsiColor::Magenta.on_default();

/// The style of a severity's name.
pub(crate) const fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Critical => ALARM,
        Severity::High => RED,
        Severity::Medium => YELLOW,
        Severity::Low | Severity::Info => DIM,
    }
}

/// How a control stands as a reader sees it: its status, or in place without effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// It is not there.
    Missing,
    /// There in part.
    Partial,
    /// There (in part or as a whole), and undermined.
    Undermined,
    /// There.
    Implemented,
    /// Provided elsewhere.
    Elsewhere,
    /// Left out by decision.
    Awareness,
    /// Not looked at.
    NotAssessed,
    /// Nothing to govern.
    NotApplicable,
}

impl Standing {
    /// Those that a layer's bar and counts show, in the order of the bar.
    pub(crate) const BAR: [Standing; 7] = [
        Standing::Implemented,
        Standing::Elsewhere,
        Standing::Undermined,
        Standing::Partial,
        Standing::Missing,
        Standing::Awareness,
        Standing::NotAssessed,
    ];

    /// The standing of a status that takes effect.
    pub(crate) const fn of(status: Status) -> Standing {
        match status {
            Status::Implemented => Standing::Implemented,
            Status::Partial => Standing::Partial,
            Status::Missing => Standing::Missing,
            Status::NotApplicable => Standing::NotApplicable,
            Status::NotAssessed => Standing::NotAssessed,
            Status::Awareness => Standing::Awareness,
            Status::CoveredElsewhere => Standing::Elsewhere,
        }
    }

    /// The words for it.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Standing::Missing => "missing",
            Standing::Partial => "partial",
            Standing::Undermined => "undermined",
            Standing::Implemented => "implemented",
            Standing::Elsewhere => "covered elsewhere",
            Standing::Awareness => "awareness",
            Standing::NotAssessed => "not assessed",
            Standing::NotApplicable => "not applicable",
        }
    }

    /// Its glyph and its glyph in ASCII.
    const fn glyphs(self) -> (&'static str, &'static str) {
        match self {
            Standing::Missing => ("✗", "x"),
            Standing::Partial => ("◐", "o"),
            Standing::Undermined => ("◌", "!"),
            Standing::Implemented => ("●", "#"),
            Standing::Elsewhere => ("◆", ">"),
            Standing::Awareness => ("◇", "~"),
            Standing::NotAssessed => ("·", "."),
            Standing::NotApplicable => ("–", "-"),
        }
    }

    /// Its style.
    pub(crate) const fn style(self) -> Style {
        match self {
            Standing::Missing => RED,
            Standing::Partial => YELLOW,
            Standing::Undermined => HOLLOW,
            Standing::Implemented | Standing::Elsewhere => GREEN,
            Standing::Awareness | Standing::NotAssessed | Standing::NotApplicable => DIM,
        }
    }
}

/// The lines a frame is drawn with.
pub(crate) struct Frame {
    /// Horizontal line.
    pub(crate) across: &'static str,
    /// Vertical line.
    pub(crate) down: &'static str,
    /// Corners: top left, top right, bottom left, bottom right.
    pub(crate) corners: [&'static str; 4],
}

/// Applies styles and chooses glyphs, or leaves both out.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    color: bool,
    ascii: bool,
}

impl Pen {
    /// The pen that `options` ask for.
    pub(crate) const fn new(options: &Options<'_>) -> Pen {
        Pen { color: options.color, ascii: options.ascii }
    }

    /// `text` in `style`.
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        format!("{style}{text}{style:#}")
    }

    /// The glyph of a standing, not painted.
    pub(crate) const fn glyph(self, standing: Standing) -> &'static str {
        let (unicode, ascii) = standing.glyphs();
        if self.ascii { ascii } else { unicode }
    }

    /// `unicode`, or `ascii` where only that may be written.
    pub(crate) const fn either(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }

    /// The frame's lines.
    pub(crate) const fn frame(self) -> Frame {
        if self.ascii {
            Frame { across: "-", down: "|", corners: ["+", "+", "+", "+"] }
        } else {
            Frame { across: "─", down: "│", corners: ["╭", "╮", "╰", "╯"] }
        }
    }
}
