//! One file per output format. A report sees an [`Assessment`] and nothing else.
//!
//! Every format means the same by `--min-severity` and `--show-suppressed`: which findings are
//! shown is decided once, in `view`. Strings of an assessment come from scanned files and may be
//! hostile; each format neutralises them where it writes them (`text` for terminals).

mod attack;
mod frameworks;
mod grid;
mod json;
mod junit;
mod markdown;
mod options;
mod sarif;
mod style;
mod table;
mod text;
mod verbs;
mod view;

pub use attack::{AttackFormat, render_attack};
pub use frameworks::{FrameworkFormat, frameworks_table, render_framework};
pub use grid::Table;
pub use options::{Format, Lookup, Options};
pub use text::{one_line, wrap};
pub use verbs::{
    ChecklistRow, Classified, checklist_table, checks_table, classify_table, controls_table,
    explain_text,
};

use ringfort_vocab::Assessment;

/// The bytes of `assessment` in `format`, UTF-8, ending in a newline. The same input gives the same
/// bytes.
pub fn render(assessment: &Assessment, format: Format, options: &Options<'_>) -> Vec<u8> {
    let text = match format {
        Format::Table => table::render(assessment, options),
        Format::Json => json::render(assessment, options),
        Format::Sarif => sarif::render(assessment, options),
        Format::Markdown => markdown::render(assessment, options),
        Format::Junit => junit::render(assessment, options),
    };
    text.into_bytes()
}
