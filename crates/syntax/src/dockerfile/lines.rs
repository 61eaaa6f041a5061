//! Physical lines to logical ones.

use ringfort_source::SourceId;

use super::{Heredoc, Joined};

/// The escape character that the directives at the top choose.
pub(super) fn escape(text: &str) -> char {
    let text = text.trim_start_matches('\u{feff}');
    for line in text.lines() {
        let Some(directive) = line.trim_start().strip_prefix('#') else { break };
        let Some((key, value)) = directive.split_once('=') else { break };
        if key.trim().eq_ignore_ascii_case("escape") {
            return if value.trim() == "`" { '`' } else { '\\' };
        }
    }
    '\\'
}

/// Hands out logical lines and heredoc bodies.
pub(super) struct Lines<'a> {
    pub(super) source: SourceId,
    pub(super) escape: char,
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(source: SourceId, text: &'a str, escape: char) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { source, escape, text, at }
    }

    /// How far has been read.
    pub(super) fn offset(&self) -> usize {
        self.at
    }

    fn line(&mut self) -> Option<(&'a str, usize)> {
        let rest = self.text.get(self.at..).filter(|r| !r.is_empty())?;
        let line = rest.split_inclusive('\n').next()?;
        let start = self.at;
        self.at += line.len();
        Some((line.strip_suffix('\n').unwrap_or(line).trim_end_matches('\r'), start))
    }

    /// The next line that is no comment and not blank, with the lines that continue it.
    pub(super) fn next_logical(&mut self) -> Option<Joined> {
        let mut joined = Joined::new(self.source);
        let mut begun = false;
        while let Some((line, start)) = self.line() {
            let lead = line.len() - line.trim_start().len();
            let body = line.trim_start();
            if body.is_empty() || body.starts_with('#') {
                continue;
            }
            // White space before the first word is dropped; before continued text it may matter.
            let (body, start) = if begun { (line, start) } else { (body, start + lead) };
            begun = true;
            let kept = body.trim_end().strip_suffix(self.escape);
            joined.push(kept.unwrap_or(body.trim_end()), start);
            if kept.is_none() {
                return Some(joined);
            }
        }
        begun.then_some(joined)
    }

    /// The lines up to the delimiter. `None` for the delimiter if the file ends first.
    pub(super) fn heredoc(&mut self, opener: &Opener) -> (Heredoc, bool) {
        let mut body = Joined::new(self.source);
        let mut closed = false;
        while let Some((line, start)) = self.line() {
            let kept = if opener.chomp { line.trim_start_matches('\t') } else { line };
            if kept == opener.name {
                closed = true;
                break;
            }
            body.push(kept, start + line.len() - kept.len());
            if start + line.len() < self.text.len() {
                body.push("\n", start + line.len());
            }
        }
        (Heredoc { name: opener.name.clone(), body, expands: opener.expands }, closed)
    }
}

/// `<<-"NAME"` in a line.
pub(super) struct Opener {
    pub(super) name: String,
    chomp: bool,
    expands: bool,
}

/// The heredocs that `word` opens: `<<EOF`, `3<<-'EOF'`.
pub(super) fn opener(word: &str) -> Option<Opener> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
    let (chomp, rest) = match rest.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let name: String = rest.chars().filter(|c| !matches!(c, '"' | '\'')).collect();
    if name.is_empty() || name.contains(['<', '>', '(', ')', '$', ';', '|', '&']) {
        return None;
    }
    Some(Opener { expands: name.len() == rest.len(), name, chomp })
}
