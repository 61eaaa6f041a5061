//! Numbers and escapes.

use super::token::Tok;

/// The character of an escape.
pub(super) fn escape_of(escape: char, digits: &str) -> Option<char> {
    let code = |radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    Some(match escape {
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        '\\' | '\'' | '"' => escape,
        'x' | 'u' | 'U' => return code(16),
        '0'..='7' => return code(8),
        _ => return None,
    })
}

/// A Go number: decimal, `0x`, `0b`, `0o`, leading zero, underscores, exponents.
pub(super) fn number(text: &str) -> Option<Tok> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let plain = body.replace('_', "");
    let (radix, digits) = match plain.get(..2) {
        Some("0x" | "0X") => (16, plain.get(2..)?),
        Some("0b" | "0B") => (2, plain.get(2..)?),
        Some("0o" | "0O") => (8, plain.get(2..)?),
        Some(two) if two.starts_with('0') && !plain.contains(['.', 'e', 'E']) => {
            (8, plain.get(1..)?)
        }
        _ => (10, plain.as_str()),
    };
    let signed = if negative { format!("-{digits}") } else { digits.to_owned() };
    if let Ok(value) = i64::from_str_radix(&signed, radix) {
        return Some(Tok::Int(value));
    }
    let starts = plain.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let value: f64 = plain.parse().ok().filter(|_| starts && radix == 10)?;
    Some(Tok::Float(if negative { -value } else { value }))
}
