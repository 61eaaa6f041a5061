//! The coverage ledger: what was looked at.

use std::sync::Arc;

use serde::Serialize;

/// How far a file was evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileState {
    /// Read and understood as a whole.
    Evaluated,
    /// Read, but parts of it are not known.
    Partial,
    /// Seen and not judged.
    NotEvaluated,
}

/// One file of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileCoverage {
    /// Path relative to the scanned root.
    pub file: Arc<str>,
    /// What it was taken for: `kubernetes`, `terraform`, `dockerfile`, `python`, ...; `other` if nothing.
    pub format: &'static str,
    /// How far it was evaluated.
    pub state: FileState,
    /// Why not (further); empty for an evaluated file.
    pub cause: String,
    /// Should it have been judged as a whole, and was not? False for what is out of scope: formats that are not
    /// judged, files of other environments.
    pub gap: bool,
}

/// The ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Every file seen, sorted by path.
    pub files: Vec<FileCoverage>,
    /// How many were evaluated as a whole.
    pub evaluated: usize,
    /// How many in part.
    pub partial: usize,
    /// How many not at all.
    pub not_evaluated: usize,
}

impl Coverage {
    /// The ledger of `files`, sorted and counted.
    pub fn new(mut files: Vec<FileCoverage>) -> Self {
        files.sort_by(|a, b| a.file.cmp(&b.file));
        let count = |state| files.iter().filter(|f| f.state == state).count();
        let (evaluated, partial) = (count(FileState::Evaluated), count(FileState::Partial));
        let not_evaluated = files.len() - evaluated - partial;
        Self { files, evaluated, partial, not_evaluated }
    }
}
