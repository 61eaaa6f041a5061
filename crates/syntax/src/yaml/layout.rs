//! The line structure of YAML: what is comment, what is block text, what is code.
//!
//! This reads lines, not the grammar, so that it also works on text that does not parse
//! (unrendered templates) and on documents with errors.

use std::ops::Range;

use ringfort_source::{SourceId, Span};

use crate::comments::Comment;

/// The comments of `text`, outside quotes and block scalars.
pub fn comments(source: SourceId, text: &str) -> Vec<Comment> {
    let mut out = Vec::new();
    walk(text, |_, comment| {
        if let Some(range) = comment {
            out.push(Comment::new(source, text, range, 1, 0));
        }
    });
    out
}

/// The first action of an unrendered Helm template, outside comments and block scalars.
///
/// A `{{` counts where it names something of Helm, or where it stands as a whole unquoted value.
/// `${{ }}` (GitHub) and quoted `"{{x}}"` (Argo, Prometheus) do not.
pub fn looks_templated(source: SourceId, text: &str) -> Option<Span> {
    let mut found = None;
    walk(text, |code, _| {
        if found.is_some() {
            return;
        }
        let line = text.get(code.clone()).unwrap_or("");
        found = action(line).map(|at| Span::of(source, code.start + at..code.start + at + 2));
    });
    found
}

/// Where a Helm action begins in the code of one line.
fn action(line: &str) -> Option<usize> {
    line.match_indices("{{").map(|(at, _)| at).find(|&at| {
        let before = line.get(..at).unwrap_or("");
        if before.ends_with('$') {
            return false;
        }
        let inside = line.get(at + 2..).unwrap_or("");
        let bare = before.trim_end();
        bare.is_empty() || bare.ends_with([':', '-']) || names_helm(inside)
    })
}

/// Does the inside of an action speak Helm's words?
fn names_helm(inside: &str) -> bool {
    const OBJECTS: [&str; 7] =
        [".Values", ".Release", ".Chart", ".Capabilities", ".Files", ".Template", ".Subcharts"];
    const WORDS: [&str; 11] = [
        "include", "template", "if", "else", "end", "range", "with", "define", "toYaml", "tpl",
        "default",
    ];
    let body = inside.trim_start_matches('-').trim_start();
    let head = inside.split("}}").next().unwrap_or(inside);
    let word: &str = body.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    body.starts_with("/*") || WORDS.contains(&word) || OBJECTS.iter().any(|o| head.contains(o))
}

/// The state that reaches over line ends.
#[derive(Default)]
struct State {
    /// An open quote.
    quote: Option<u8>,
    /// An open block scalar: the indentation its text has at least.
    block: Option<usize>,
}

/// Calls `on` with the code and the comment of every line that is not block text.
fn walk(text: &str, mut on: impl FnMut(Range<usize>, Option<Range<usize>>)) {
    let (mut state, mut at) = (State::default(), 0);
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let marker = content.starts_with("---") || content.starts_with("...");
        if marker {
            state = State::default();
        }
        if !state.swallows(content) {
            let cut = state.code_end(content);
            let comment = (cut < content.len()).then(|| at + cut..at + content.len());
            on(at..at + cut, comment);
            if state.quote.is_none() {
                state.block = opens_block(content.get(..cut).unwrap_or(""));
            }
        }
        at += line.len();
    }
}

impl State {
    /// Is `line` text of the open block scalar? Ends the scalar where it is not.
    fn swallows(&mut self, line: &str) -> bool {
        let Some(least) = self.block else { return false };
        let inside = line.trim().is_empty() || indent(line) >= least;
        if !inside {
            self.block = None;
        }
        inside
    }

    /// Where the comment of `line` begins; its length if it has none. Keeps track of quotes.
    fn code_end(&mut self, line: &str) -> usize {
        let bytes = line.as_bytes();
        let (mut at, mut before) = (0, b' ');
        while let Some(&b) = bytes.get(at) {
            match self.quote {
                Some(b'"') if b == b'\\' => at += 1,
                Some(b'\'') if b == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
                Some(q) if q == b => self.quote = None,
                None if b == b'#' && matches!(before, b' ' | b'\t') => return at,
                None if matches!(b, b'"' | b'\'') && opens_token(before) => self.quote = Some(b),
                _ => {}
            }
            before = b;
            at += 1;
        }
        line.len()
    }
}

/// May a quoted scalar begin after this byte?
fn opens_token(before: u8) -> bool {
    matches!(before, b' ' | b'\t' | b'[' | b'{' | b',' | b':')
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

/// If `code` ends in a block scalar header (`|`, `>-`, `|2+`), how far its text is
/// indented at least: one more than its parent, nothing at the root.
fn opens_block(code: &str) -> Option<usize> {
    let code = code.trim_end();
    let head = code.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let before = head.strip_suffix(['|', '>'])?;
    if code.len() - head.len() > 2 {
        return None;
    }
    let mut tokens = before.trim_end();
    // Properties stand between the indicator and the header: `key: !tag &anchor |`.
    while let Some((rest, word)) = tokens.rsplit_once([' ', '\t']) {
        if !word.starts_with(['!', '&']) {
            break;
        }
        tokens = rest.trim_end();
    }
    if tokens == "---" {
        return Some(0);
    }
    if !tokens.ends_with([':', '-', '?']) || (before.len() == tokens.len() && !tokens.is_empty()) {
        return None;
    }
    Some(parent_indent(tokens) + 1)
}

/// The column of the key or dash that a line's last value belongs to.
fn parent_indent(code: &str) -> usize {
    let mut column = indent(code);
    let mut rest = code.trim_start();
    while let Some(after) = rest.strip_prefix('-').filter(|a| a.starts_with([' ', '\t'])) {
        let body = after.trim_start();
        column += rest.len() - body.len();
        rest = body;
    }
    column
}
