//! What a plain scalar means: the YAML 1.1 rules as go-yaml v2 applies them.

use ringfort_source::Kind;

/// The value of an untagged plain scalar.
pub(super) fn plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Kind::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            return Kind::Bool(true);
        }
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            return Kind::Bool(false);
        }
        _ => {}
    }
    match text.as_bytes().first() {
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => {
            number(text).unwrap_or_else(|| Kind::Str(text.into()))
        }
        _ => Kind::Str(text.into()),
    }
}

/// A number, if `text` is one.
pub(super) fn number(text: &str) -> Option<Kind> {
    let joined;
    let digits = if text.contains('_') {
        joined = text.replace('_', "");
        joined.as_str()
    } else {
        text
    };
    integer(digits).or_else(|| float(digits))
}

/// Decimal, `0x`, `0b`, `0o` and, with a leading zero, octal. Beyond 64 bits it becomes a float.
fn integer(text: &str) -> Option<Kind> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (radix, digits) = match body.get(..2) {
        Some("0x" | "0X") => (16, body.get(2..)?),
        Some("0b" | "0B") => (2, body.get(2..)?),
        Some("0o" | "0O") => (8, body.get(2..)?),
        Some(two) if two.starts_with('0') => (8, body.get(1..)?),
        _ => (10, body),
    };
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    let signed = if negative { format!("-{digits}") } else { digits.to_owned() };
    match i64::from_str_radix(&signed, radix) {
        Ok(value) => Some(Kind::Int(value)),
        Err(_) if radix == 10 => signed.parse().ok().map(Kind::Float),
        Err(_) => None,
    }
}

/// `1.5`, `.5`, `1e3`, `.inf`, `.nan`.
fn float(text: &str) -> Option<Kind> {
    match text {
        ".nan" | ".NaN" | ".NAN" => return Some(Kind::Float(f64::NAN)),
        ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF" => {
            return Some(Kind::Float(f64::INFINITY));
        }
        "-.inf" | "-.Inf" | "-.INF" => return Some(Kind::Float(f64::NEG_INFINITY)),
        _ => {}
    }
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let begins = body.strip_prefix('.').unwrap_or(body).starts_with(|c: char| c.is_ascii_digit());
    let allowed = body.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if begins && allowed { text.parse().ok().map(Kind::Float) } else { None }
}
