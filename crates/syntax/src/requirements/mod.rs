//! pip's requirement files, and single requirements (PEP 508) as `pyproject.toml` has them.

mod line;
#[cfg(test)]
mod tests;

use ringfort_source::{SourceId, Span};

use crate::Error;
pub use crate::comments::requirements as comments;
use crate::joined::{Joined, Word};

/// A requirement file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// What is required.
    pub requirements: Vec<Requirement>,
    /// Options of the file: `--index-url`, `-r`, `--require-hashes`...
    pub options: Vec<Setting>,
    /// Lines that cannot be read.
    pub errors: Vec<Error>,
}

/// One required package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The name as written; empty where only a path or URL is given.
    pub name: String,
    /// Extras in brackets.
    pub extras: Vec<String>,
    /// The version specifier as written, without white space: `>=1,<2`. Empty for any version.
    pub specifier: String,
    /// Where it comes from, if not from an index: URL, repository or path.
    pub url: Option<String>,
    /// Is it installed in place (`-e`)?
    pub editable: bool,
    /// The environment marker behind `;`.
    pub marker: Option<String>,
    /// The hashes: `sha256:...`.
    pub hashes: Vec<Word>,
    /// The whole line, continued lines included.
    pub span: Span,
}

/// An option line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The long name with dashes: `--requirement` for `-r`.
    pub name: String,
    /// Its value; empty if it takes none.
    pub value: String,
    /// The line.
    pub span: Span,
}

impl Requirement {
    /// The exact version, if the specifier allows only one.
    pub fn pinned(&self) -> Option<&str> {
        let version = self.specifier.strip_prefix("===").or(self.specifier.strip_prefix("=="))?;
        (!version.contains([',', '*'])).then_some(version)
    }
}

/// Reads a requirement file.
pub fn parse(source: SourceId, text: &str) -> File {
    let mut file = File::default();
    for line in logical(source, text) {
        line::read(&line, &mut file);
    }
    file
}

/// Reads one requirement that stands at `span`. `None` if it is none.
pub fn single(text: &str, span: Span) -> Option<Requirement> {
    let requirement = line::requirement(text, span)?;
    (!requirement.name.is_empty() || requirement.url.is_some()).then_some(requirement)
}

/// Lines without comments, continued ones joined.
fn logical(source: SourceId, text: &str) -> Vec<Joined> {
    let (mut out, mut open) = (Vec::new(), None::<Joined>);
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    for line in text.get(at..).unwrap_or("").split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let code = without_comment(body);
        let joined = open.get_or_insert_with(|| Joined::new(source));
        // pip joins lines before it cuts comments: a comment ends the continuation.
        if let Some(kept) = code.strip_suffix('\\').filter(|_| code.len() == body.len()) {
            joined.push(kept, at);
        } else {
            joined.push(code, at);
            out.extend(open.take());
        }
        at += line.len();
    }
    out.extend(open);
    out.retain(|l| !l.text().trim().is_empty());
    out
}

/// The part of a line before its comment.
fn without_comment(line: &str) -> &str {
    let before = |at: usize| line.get(..at).unwrap_or("");
    let opens = |at: &usize| before(*at).is_empty() || before(*at).ends_with([' ', '\t']);
    line.match_indices('#').map(|(at, _)| at).find(opens).map_or(line, before)
}
