//! Which style a YAML text takes: plain, in quotes, or as a block. The rules are those of libyaml's emitter and of
//! YAML 1.1's types, as the tools around Kubernetes apply them.

use std::sync::OnceLock;

use regex::Regex;

/// The styles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Single,
    Double,
    Literal,
}

/// The style of `text`, as a value or (one line only) as a key.
pub(super) fn style(text: &str, key: bool) -> Style {
    let allowed = Allowed::of(text);
    if text.contains('\n') {
        return if allowed.block && !key { Style::Literal } else { Style::Double };
    }
    if !is_text(text) {
        return Style::Double;
    }
    if allowed.plain {
        Style::Plain
    } else if allowed.single {
        Style::Single
    } else {
        Style::Double
    }
}

/// What the characters of a text allow.
struct Allowed {
    plain: bool,
    single: bool,
    block: bool,
}

impl Allowed {
    fn of(text: &str) -> Self {
        if text.is_empty() {
            return Self { plain: true, single: true, block: false };
        }
        let mut indicator = text.starts_with("---") || text.starts_with("...");
        let (mut special, mut breaks) = (false, false);
        let (mut space_break, mut break_space) = (false, false);
        let chars: Vec<char> = text.chars().collect();
        for (index, c) in chars.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|i| chars.get(i)).copied();
            let after = chars.get(index + 1).copied();
            indicator |= is_indicator(*c, before, after);
            special |= !is_printable(*c);
            breaks |= *c == '\n';
            space_break |= *c == '\n' && before == Some(' ');
            break_space |= *c == ' ' && before == Some('\n');
        }
        let edge = |c: Option<&char>| matches!(c, Some(' ' | '\n'));
        let edges = edge(chars.first()) || edge(chars.last());
        let broken = space_break || special;
        Self {
            plain: !(indicator || breaks || edges || broken || break_space),
            single: !(broken || break_space),
            block: !(broken || chars.last() == Some(&' ')),
        }
    }
}

/// Would the character mean something to YAML where it stands in a block?
fn is_indicator(c: char, before: Option<char>, after: Option<char>) -> bool {
    let blank = |c: Option<char>| c.is_none_or(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
    match c {
        '#' => before.is_none() || blank(before),
        ':' => blank(after),
        '-' | '?' if before.is_none() => blank(after),
        ',' | '[' | ']' | '{' | '}' | '&' | '*' | '!' | '|' | '>' | '\'' | '"' | '%' | '@'
        | '`' => before.is_none(),
        _ => false,
    }
}

/// Is the character written as it is?
pub(super) fn is_printable(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
        && c != '\u{feff}'
}

/// Does the plain text mean a text, and nothing else?
fn is_text(text: &str) -> bool {
    const WORDS: [&str; 35] = [
        "", "~", "null", "Null", "NULL", "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE",
        "on", "On", "ON", "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off",
        "OFF", ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "-.inf",
    ];
    static NUMBER: OnceLock<Option<Regex>> = OnceLock::new();
    // Integers in all bases, floats, base 60, dates and times.
    let number = NUMBER.get_or_init(|| {
        Regex::new(
            r"(?x)^(?:
            [-+]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*)
            |[-+]?(?:\.[0-9_]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?
            |[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?
            |[0-9]{4}-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12][0-9]|3[01])
             (?:[Tt\x20](?:[01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9](?:\.[0-9]+)?(?:Z|[-+][0-9]{2}:[0-9]{2})?)?
            )$",
        )
        .ok()
    });
    !WORDS.contains(&text) && !number.as_ref().is_some_and(|n| n.is_match(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles() {
        let table = [
            ("hello", Style::Plain),
            ("a:b", Style::Plain),
            ("a: b", Style::Single),
            ("it's", Style::Plain),
            ("1.2.3", Style::Plain),
            ("1e3", Style::Double),
            ("1:30", Style::Double),
            ("yes", Style::Double),
            ("", Style::Double),
            ("2024-01-02", Style::Double),
            ("- a", Style::Single),
            ("-a", Style::Plain),
            (" lead", Style::Single),
            ("a\tb", Style::Double),
            ("a\nb\n", Style::Literal),
            ("a \nb", Style::Double),
            ("#a", Style::Single),
            ("a #b", Style::Single),
            ("a#b", Style::Plain),
            ("---", Style::Single),
        ];
        for (text, expected) in table {
            assert_eq!(style(text, false), expected, "{text:?}");
        }
    }
}
