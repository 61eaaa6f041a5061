//! Formats whose comments begin with `#`.

use ringfort_source::SourceId;

use super::Comment;

/// Comments of a Dockerfile: whole lines that begin with `#`, also between continued lines, but not
/// inside a heredoc.
pub fn dockerfile(source: SourceId, text: &str) -> Vec<Comment> {
    let (mut out, mut at, mut heredocs) = (Vec::new(), 0, Vec::<String>::new());
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let lead = content.len() - content.trim_start().len();
        if let Some(delimiter) = heredocs.first() {
            if content.trim_start_matches('\t') == delimiter {
                heredocs.remove(0);
            }
        } else if content.trim_start().starts_with('#') {
            out.push(Comment::new(source, text, at + lead..at + content.len(), 1, 0));
        } else {
            heredocs = heredoc_names(content);
        }
        at += line.len();
    }
    out
}

/// The delimiters of the heredocs that a line of a Dockerfile opens (`RUN`, `COPY` and `ADD` may).
fn heredoc_names(line: &str) -> Vec<String> {
    line.match_indices("<<")
        .filter_map(|(at, _)| {
            let rest = line.get(at + 2..)?;
            let rest = rest.strip_prefix('-').unwrap_or(rest);
            let rest = rest.trim_start_matches(['"', '\'']);
            let name: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            (!name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit())).then_some(name)
        })
        .collect()
}

/// Comments of pip's requirement files: `#` at a line's beginning or after white space.
pub fn requirements(source: SourceId, text: &str) -> Vec<Comment> {
    let (mut out, mut at) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let opens =
            |i: usize| i == 0 || content.as_bytes().get(i - 1).is_some_and(u8::is_ascii_whitespace);
        if let Some((i, _)) = content.match_indices('#').find(|(i, _)| opens(*i)) {
            out.push(Comment::new(source, text, at + i..at + content.len(), 1, 0));
        }
        at += line.len();
    }
    out
}

/// Comments of Python: `#` outside strings, triple-quoted ones included.
pub fn python(source: SourceId, text: &str) -> Vec<Comment> {
    quoted(source, text, true)
}

/// Comments of TOML: `#` outside strings, multi-line ones included.
pub fn toml(source: SourceId, text: &str) -> Vec<Comment> {
    quoted(source, text, false)
}

/// `#` comments in a format with `"`, `'`, `"""` and `'''` strings. In Python a backslash escapes in
/// all of them, in TOML only in the double-quoted.
fn quoted(source: SourceId, text: &str, escapes_single: bool) -> Vec<Comment> {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while let Some(&b) = bytes.get(at) {
        match b {
            b'#' => {
                let end = line_end(text, at);
                out.push(Comment::new(source, text, at..end, 1, 0));
                at = end;
            }
            b'"' | b'\'' => at = string_end(bytes, at, b, b == b'"' || escapes_single),
            _ => at += 1,
        }
    }
    out
}

/// The offset of the break that ends the line of `at`, a carriage return left out.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let line = rest.split('\n').next().unwrap_or("");
    at + line.trim_end_matches('\r').len()
}

/// The offset behind the string that begins at `at`. A one-line string ends at the line's end at last.
fn string_end(bytes: &[u8], at: usize, quote: u8, escapes: bool) -> usize {
    let triple = bytes.get(at..at + 3) == Some(&[quote; 3][..]);
    let mut at = at + if triple { 3 } else { 1 };
    while let Some(&b) = bytes.get(at) {
        match b {
            b'\\' if escapes => at += 1,
            b'\n' if !triple => return at,
            _ if b == quote && !triple => return at + 1,
            _ if b == quote && bytes.get(at..at + 3) == Some(&[quote; 3][..]) => return at + 3,
            _ => {}
        }
        at += 1;
    }
    at
}
