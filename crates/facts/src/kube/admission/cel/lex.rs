//! Text to tokens.

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A name or keyword.
    Name(Box<str>),
    /// A text.
    Text(Box<str>),
    /// A whole number.
    Int(i64),
    /// An operator or bracket.
    Sign(&'static str),
}

const SIGNS: [&str; 22] = [
    "&&", "||", "==", "!=", "<=", ">=", ".?", ".", "?", ":", "(", ")", "[", "]", ",", "!", "<",
    ">", "+", "-", "*", "/",
];

/// The tokens of `text`; `None` where something is outside of what is read.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut found = vec![];
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = if first == '\'' || first == '"' {
            quoted(rest, first)?
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let (digits, after) = rest.split_at(end);
            (Token::Int(digits.parse().ok()?), after)
        } else if first.is_ascii_alphabetic() || first == '_' {
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            // A quote right behind a name makes a raw or byte text.
            if after.starts_with(['\'', '"']) {
                return None;
            }
            (Token::Name(name.into()), after)
        } else if let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, after)| after).trim_start();
            continue;
        } else {
            let sign = SIGNS.into_iter().find(|s| rest.starts_with(s))?;
            (Token::Sign(sign), rest.strip_prefix(sign)?)
        };
        found.push(token);
        rest = after.trim_start();
    }
    Some(found)
}

/// A text in quotes and what follows it. Escapes other than of the quote and the backslash are not read.
fn quoted(text: &str, quote: char) -> Option<(Token, &str)> {
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, escaped @ ('\\' | '\'' | '"'))) => value.push(escaped),
                _ => return None,
            },
            c if c == quote => {
                let after = text.get(at + c.len_utf8()..)?;
                // Triple quotes are not read.
                let is_triple = value.is_empty() && after.starts_with(quote);
                return (!is_triple).then(|| (Token::Text(value.into()), after));
            }
            c => value.push(c),
        }
    }
    None
}
