//! What went wrong with looking, as opposed to what was found.

use serde::Serialize;

use crate::Location;

/// The kinds of notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A file does not parse; what could be read of it was judged.
    ParseError,
    /// A file could not be read (permissions, encoding, size).
    Unreadable,
    /// A template, an overlay or a module from elsewhere could not be rendered and was not judged.
    NotRendered,
    /// A bound was hit and something was left out; the message names the number.
    Limit,
    /// A value or reference could not be resolved.
    Unresolved,
    /// A check failed to finish; its verdict there is unknown.
    CheckPanic,
    /// A suppression that suppresses nothing, or has expired.
    Suppression,
    /// Something in the settings that has no effect or is assumed.
    Settings,
    /// An assumption that a person may want to declare instead.
    Assumption,
}

impl NoticeKind {
    /// Does a notice of this kind mean that something was not looked at? Those make a run incomplete
    /// (exit code 4 under `--strict`).
    pub const fn is_gap(self) -> bool {
        matches!(
            self,
            NoticeKind::ParseError
                | NoticeKind::Unreadable
                | NoticeKind::NotRendered
                | NoticeKind::Limit
                | NoticeKind::CheckPanic
        )
    }

    /// The name as reports write it: `parse-error`.
    pub const fn name(self) -> &'static str {
        match self {
            NoticeKind::ParseError => "parse-error",
            NoticeKind::Unreadable => "unreadable",
            NoticeKind::NotRendered => "not-rendered",
            NoticeKind::Limit => "limit",
            NoticeKind::Unresolved => "unresolved",
            NoticeKind::CheckPanic => "check-panic",
            NoticeKind::Suppression => "suppression",
            NoticeKind::Settings => "settings",
            NoticeKind::Assumption => "assumption",
        }
    }
}

/// One notice: cause, place, next step.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Notice {
    /// Its kind.
    pub kind: NoticeKind,
    /// What happened, why, and what to do about it.
    pub message: String,
    /// Where; `None` for notices about the run as a whole.
    pub location: Option<Location>,
}
