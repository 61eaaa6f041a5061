//! Where one document ends and the next begins.
//!
//! `---` or `...` at the beginning of a line ends a document wherever it stands, block scalars and
//! quotes included, so that the stream can be split without reading the documents.

use std::ops::Range;

/// The byte ranges of the documents of `text`, a byte order mark left out.
pub(super) fn documents(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    // Has only a preamble been seen since `start`, and was there a directive in it?
    let (mut at, mut empty, mut directive) = (start, true, false);
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        let next = at + line.len();
        if marks(line, "...") {
            if !empty {
                out.push(start..next);
            }
            (start, empty, directive) = (next, true, false);
        } else if marks(line, "---") {
            // A `%YAML` line belongs to the document whose `---` follows it.
            if !directive {
                if !empty {
                    out.push(start..at);
                }
                start = at;
            }
            (empty, directive) = (false, false);
        } else if empty && line.starts_with('%') {
            directive = true;
        } else if empty {
            empty = is_preamble(line);
        }
        at = next;
    }
    if !empty {
        out.push(start..at);
    }
    out
}

/// Is `line` the marker, alone or followed by white space?
fn marks(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

/// Is the line blank or a comment?
fn is_preamble(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}
