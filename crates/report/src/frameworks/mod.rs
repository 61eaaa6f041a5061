//! A framework's requirements in every format. A report sees a [`Report`] and nothing else.

mod markdown;
mod table;

use ringfort_vocab::framework::{Counts, Listed, Means, Report, Requirement, State};

use crate::{Options, Table, json::pretty};

/// The formats of a report on a framework.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrameworkFormat {
    /// For people at a terminal.
    #[default]
    Table,
    /// For programs.
    Json,
    /// For documents.
    Markdown,
}

/// The bytes of `report` in `format`, UTF-8, ending in a newline.
pub fn render_framework(
    report: &Report,
    format: FrameworkFormat,
    options: &Options<'_>,
) -> Vec<u8> {
    let text = match format {
        FrameworkFormat::Table => table::render(report, options),
        FrameworkFormat::Json => pretty(report),
        FrameworkFormat::Markdown => markdown::render(report),
    };
    text.into_bytes()
}

/// The frameworks with their size and what files can decide of them.
pub fn frameworks_table(frameworks: &[Listed], options: &Options<'_>) -> String {
    let mut table = Table::new(&["framework", "name", "edition", "requirements", "from files"]);
    for f in frameworks {
        let (all, files) = (f.requirements.to_string(), f.from_files.to_string());
        table.row([f.id, f.name, f.version, &all, &files]);
    }
    table.render(options)
}

/// `12 fail, 30 pass, 89 not evaluated`: the states that occur, worst first.
fn counted(counts: &Counts) -> String {
    let word = |state: State| match counts.get(state) {
        0 => None,
        n => Some(format!("{n} {}", state.words())),
    };
    State::ALL.into_iter().filter_map(word).collect::<Vec<_>>().join(", ")
}

/// What the requirements that are not evaluated are missing: `31 a running cluster or node`.
fn missing(report: &Report) -> String {
    let open = |means: Means| {
        let is_open = |r: &&Requirement| r.state == State::NotEvaluated && r.means == means;
        match report.requirements.iter().filter(is_open).count() {
            0 => None,
            n => Some(format!("{n} {}", means.missing())),
        }
    };
    Means::ALL.into_iter().filter_map(open).collect::<Vec<_>>().join(", ")
}

/// Why it stands so; how to evaluate it where that is open.
fn explained(requirement: &Requirement) -> String {
    let Requirement { reason, means, how, .. } = requirement;
    match requirement.state {
        State::NotEvaluated => format!("{reason}; needs {}: {how}", means.missing()),
        State::Manual => format!("{reason}; {how}"),
        _ => reason.clone(),
    }
}
