//! Text for terminals: neutralised, measured in columns, cut and wrapped.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// May `c` change how a reader sees the text around it? Controls (with escape and newline),
/// bidirectional marks and overrides, zero-width and other invisible format characters, line and
/// paragraph separators.
pub(crate) fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// The text on one line with nothing in it that a terminal obeys: white space becomes a space,
/// every hostile character is replaced by `U+FFFD`.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hostile) {
        return Cow::Borrowed(text);
    }
    let safe = |c| match c {
        '\n' | '\r' | '\t' => ' ',
        c if is_hostile(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    Cow::Owned(text.chars().map(safe).collect())
}

/// Columns that `text` takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// `text` filled with spaces to `width` columns.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let fill = width.saturating_sub(columns(text));
    format!("{text}{:fill$}", "")
}

/// Adds `line` and a line end to `out`; spaces at its end are dropped.
pub(crate) fn push_line(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// The longest start of `text` that takes at most `width` columns.
fn prefix(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width {
            return text.get(..at).unwrap_or("");
        }
    }
    text
}

/// `text` within `width` columns, the end replaced by an ellipsis if it must.
pub(crate) fn clip(text: &str, width: usize) -> Cow<'_, str> {
    if columns(text) <= width {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}…", prefix(text, width.saturating_sub(1)).trim_end()))
}

/// `text` within `width` columns, the start replaced by an ellipsis if it must: paths, whose end
/// tells more.
pub(crate) fn clip_start(text: &str, width: usize) -> Cow<'_, str> {
    let total = columns(text);
    if total <= width {
        return Cow::Borrowed(text);
    }
    let mut over = (total + 1).saturating_sub(width);
    let keep = text.char_indices().find(|(_, c)| {
        let fits = over == 0;
        over = over.saturating_sub(c.width().unwrap_or(0));
        fits
    });
    let tail = keep.and_then(|(at, _)| text.get(at..)).unwrap_or("");
    Cow::Owned(format!("…{tail}"))
}

/// `text`, neutralised, in lines of at most `width` columns, broken between words (inside one only
/// if it is longer than a line). At least one line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let safe = one_line(text);
    let mut lines = vec![];
    let mut line = String::new();
    for word in safe.split(' ').filter(|w| !w.is_empty()) {
        if !line.is_empty() && columns(&line) + 1 + columns(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        while columns(&line) > width {
            let rest = line.split_off(broken(prefix(&line, width)));
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Where a word that is too long for its line is broken: behind its last slash, so that paths stay readable.
fn broken(fits: &str) -> usize {
    fits.rfind('/').map_or(fits.len(), |slash| slash + 1)
}

/// A sentence as a part of another: no full stop, no capital unless the word is a name like `RBAC`.
pub(crate) fn clause(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut chars = sentence.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            let rest = sentence.get(first.len_utf8()..).unwrap_or("");
            first.to_lowercase().chain(rest.chars()).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// `1 finding`, `2 findings`.
pub(crate) fn count(n: usize, noun: &str) -> String {
    let s = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{s}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_never_reach_a_terminal() {
        for (text, want) in [
            ("plain é 漢字", "plain é 漢字"),
            ("\u{1b}[31mred\u{7}", "\u{fffd}[31mred\u{fffd}"),
            ("two\r\nlines\tand", "two  lines and"),
            ("ab\u{202e}cd\u{2066}\u{200b}\u{9b}", "ab\u{fffd}cd\u{fffd}\u{fffd}\u{fffd}"),
        ] {
            assert_eq!(one_line(text), want);
        }
    }

    #[test]
    fn text_is_cut_by_columns_not_bytes() {
        assert_eq!(clip("漢字漢字", 5), "漢字…");
        assert_eq!(clip_start("deploy/base/app.yaml:12", 12), "…app.yaml:12");
        assert_eq!(clip_start("漢字漢字", 5), "…漢字");
        assert_eq!(wrap("aa bb cc dddddddddddd", 8), ["aa bb cc", "dddddddd", "dddd"]);
        assert_eq!(wrap("k8s/base/deployment.yaml:12", 20), ["k8s/base/", "deployment.yaml:12"]);
        assert_eq!(wrap("", 20), [""]);
        for width in 0..20 {
            assert!(columns(&clip("añb漢c", width)) <= width.max(1));
            assert!(columns(&clip_start("añb漢c", width)) <= width.max(1));
        }
    }
}
