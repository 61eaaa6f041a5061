//! Where one document ends and the next begins.
//!
//! `---` or `...` at the beginning of a line ends a document wherever it stands, block scalars and
//! quotes included, so that the stream can be split without reading the documents.

use std::ops::Range;

/// The byte ranges of the documents of `text`, a byte order mark left out.
pub(super) fn documents(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (mut at, mut directive) = (start, false);
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        let next = at + line.len();
        if marks(line, "...") {
            out.push(start..next);
            (start, directive) = (next, false);
        } else if marks(line, "---") {
            // A `%YAML` line belongs to the document whose `---` follows it.
            if !directive {
                out.push(start..at);
                start = at;
            }
            directive = false;
        } else if line.starts_with('%') && only_preamble(text.get(start..at).unwrap_or("")) {
            directive = true;
        }
        at = next;
    }
    out.push(start..at);
    out.retain(|r| !only_preamble(text.get(r.clone()).unwrap_or("")));
    out
}

/// Is `line` the marker, alone or followed by white space?
fn marks(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

/// Does `text` hold nothing but blank lines, comments and directives?
fn only_preamble(text: &str) -> bool {
    text.lines().all(|line| {
        let line = line.trim();
        line.is_empty() || line.starts_with(['#', '%'])
    })
}
