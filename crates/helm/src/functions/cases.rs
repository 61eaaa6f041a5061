//! Texts: upper and lower case, words, wrapping.

use super::{Call, Function, Reply, row, text};
use crate::fault::Fault;
use crate::text::Text;

pub(super) const TABLE: &[Function] = &[
    row("upper", 1, 1, |c| text(by_part(&*c.text(0)?, str::to_uppercase))),
    row("lower", 1, 1, |c| text(by_part(&*c.text(0)?, str::to_lowercase))),
    row("title", 1, 1, |c| text(c.text(0)?.changed(title))),
    row("untitle", 1, 1, |c| text(c.text(0)?.changed(untitle))),
    row("swapcase", 1, 1, |c| text(c.text(0)?.changed(swap))),
    row("camelcase", 1, 1, |c| text(c.text(0)?.changed(camel))),
    row("snakecase", 1, 1, |c| text(c.text(0)?.changed(|t| words(t, '_')))),
    row("kebabcase", 1, 1, |c| text(c.text(0)?.changed(|t| words(t, '-')))),
    row("initials", 1, 1, |c| text(c.text(0)?.changed(initials))),
    row("abbrev", 2, 2, |c| {
        let width = c.int(0)?;
        text(c.text(1)?.changed(|t| abbreviate(t, 0, width)))
    }),
    row("abbrevboth", 3, 3, |c| {
        let (left, right) = (c.int(0)?, c.int(1)?);
        text(c.text(2)?.changed(|t| abbreviate_both(t, left, right)))
    }),
    row("wrap", 2, 2, |c| wrap(c, 0, "\n", 1)),
    row("wrapWith", 3, 3, wrap_with),
];

/// Each part by itself, so that it keeps its place.
fn by_part(whole: &Text, change: fn(&str) -> String) -> Text {
    let mut out = Text::default();
    for (range, place) in whole.parts(0..whole.len()) {
        out.push(&change(whole.text.get(range).unwrap_or("")), place);
    }
    out
}

/// Upper case for each letter behind what is neither letter, digit nor underscore.
fn title(text: &str) -> String {
    let mut inside = false;
    let mut change = |c: char| {
        let first = !inside;
        inside = c.is_alphanumeric() || c == '_' || (!c.is_ascii() && !c.is_whitespace());
        if first { c.to_uppercase().collect() } else { c.to_string() }
    };
    text.chars().map(&mut change).collect()
}

fn untitle(text: &str) -> String {
    let mut inside = false;
    let mut change = |c: char| {
        let first = !inside;
        inside = !c.is_whitespace();
        if first { c.to_lowercase().collect() } else { c.to_string() }
    };
    text.chars().map(&mut change).collect()
}

fn swap(text: &str) -> String {
    let change = |c: char| -> String {
        if c.is_uppercase() { c.to_lowercase().collect() } else { c.to_uppercase().collect() }
    };
    text.chars().map(change).collect()
}

/// `foo_bar-baz` becomes `FooBarBaz`; connectors at the edges stay, and of several in a row all but one.
fn camel(text: &str) -> String {
    let body = text.trim_start_matches(is_connector);
    let inner = body.trim_end_matches(is_connector);
    let (lead, tail) = (text.len() - body.len(), inner.len());
    let mut out = text.get(..lead).unwrap_or("").to_owned();
    let (mut raise, mut connected) = (true, false);
    for c in inner.chars() {
        if is_connector(c) {
            if connected {
                out.push(c);
            }
            (raise, connected) = (true, true);
        } else {
            if raise {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
            (raise, connected) = (false, false);
        }
    }
    out + body.get(tail..).unwrap_or("")
}

/// What joins words in a name.
fn is_connector(c: char) -> bool {
    matches!(c, '_' | '-') || c.is_whitespace()
}

/// The kinds of word in a name.
#[derive(Clone, Copy, PartialEq)]
enum Sort {
    /// Begins with a capital, or is all capitals.
    Upper,
    Lower,
    Digits,
    Connector,
    Other,
}

/// The words of a name: `HTTPServer2Go` is `HTTP`, `Server`, `2`, `Go`.
fn sorted_words(text: &str) -> Vec<(Sort, String)> {
    let chars: Vec<char> = text.chars().collect();
    let sort = |c: char| match c {
        c if is_connector(c) => Sort::Connector,
        c if c.is_uppercase() => Sort::Upper,
        c if c.is_alphabetic() => Sort::Lower,
        c if c.is_numeric() => Sort::Digits,
        _ => Sort::Other,
    };
    let mut out: Vec<(Sort, String)> = vec![];
    for (index, c) in chars.iter().enumerate() {
        let own = sort(*c);
        let next_is_lower = chars.get(index + 1).is_some_and(|n| sort(*n) == Sort::Lower);
        match out.last_mut() {
            // The last capital of a run begins the word that follows.
            Some((Sort::Upper, word)) if own == Sort::Upper && !next_is_lower => {
                let capitals = word.chars().all(char::is_uppercase);
                if capitals { word.push(*c) } else { out.push((own, c.to_string())) }
            }
            Some((Sort::Upper, word)) if own == Sort::Lower => word.push(*c),
            Some((last, word)) if *last == own && own != Sort::Upper => word.push(*c),
            _ => out.push((own, c.to_string())),
        }
    }
    out
}

/// Lower-case words joined by `joint`. Digits belong to the word before them, unless small letters follow: then
/// they begin a word.
fn words(text: &str, joint: char) -> String {
    let words = sorted_words(text);
    let mut out = String::new();
    let mut in_digits = false;
    for (index, (sort, word)) in words.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|i| words.get(i)).map(|w| w.0);
        let after = words.get(index + 1).map(|w| w.0);
        let letters = matches!(before, Some(Sort::Upper | Sort::Lower));
        let begins = match sort {
            Sort::Connector | Sort::Other => false,
            Sort::Digits => letters && !in_digits && after == Some(Sort::Lower),
            Sort::Lower => letters && !in_digits,
            Sort::Upper => letters || before == Some(Sort::Digits),
        };
        in_digits = match sort {
            Sort::Digits => true,
            Sort::Lower => in_digits,
            _ => false,
        };
        if begins {
            out.push(joint);
        }
        match sort {
            Sort::Connector => out.extend(word.chars().map(|_| joint)),
            _ => out.push_str(&word.to_lowercase()),
        }
    }
    out
}

fn initials(text: &str) -> String {
    text.split_whitespace().filter_map(|w| w.chars().next()).collect()
}

/// Cut to `width` with `...` at the end.
fn abbreviate(text: &str, offset: usize, width: i64) -> String {
    let chars: Vec<char> = text.chars().skip(offset).collect();
    let Some(width) = usize::try_from(width).ok().filter(|w| *w >= 4) else {
        return text.to_owned();
    };
    if chars.len() <= width {
        return chars.iter().collect();
    }
    chars.iter().take(width - 3).chain(&['.'; 3]).collect()
}

fn abbreviate_both(text: &str, left: i64, right: i64) -> String {
    let length = text.chars().count();
    let (Ok(left), Ok(right)) = (usize::try_from(left), usize::try_from(right)) else {
        return text.to_owned();
    };
    if right < 4 || (left > 0 && right < 7) || length <= right {
        return text.to_owned();
    }
    // The window of `right` characters does not reach beyond the end.
    let left = left.min(length - (right - 3));
    if left <= 4 {
        return abbreviate(text, 0, right as i64);
    }
    if left + right - 3 < length {
        return format!("...{}", abbreviate(text, left, right as i64 - 3));
    }
    let tail: String = text.chars().skip(length - (right - 3)).collect();
    format!("...{tail}")
}

fn wrap_with(call: &mut Call<'_, '_>) -> Reply {
    let joint = call.string(1)?;
    wrap(call, 0, if joint.is_empty() { "\n" } else { &joint }, 2)
}

/// Lines of at most `width` characters, broken at blanks.
fn wrap(call: &Call<'_, '_>, width: usize, joint: &str, whole: usize) -> Reply {
    let width = call.int(width)?.max(1);
    let width = usize::try_from(width).map_err(|_| Fault::new("a negative width"))?;
    let whole = call.text(whole)?;
    let hard = call.name == "wrapWith";
    let mut lines: Vec<String> = vec![];
    for word in whole.text.split(' ') {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + length <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ if hard && length > width => {
                let chars: Vec<char> = word.chars().collect();
                lines.extend(chars.chunks(width).map(|c| c.iter().collect::<String>()));
            }
            _ => lines.push(word.to_owned()),
        }
    }
    let joined = lines.join(joint);
    text(whole.changed(|_| joined))
}
