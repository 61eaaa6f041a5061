//! Strings and their escapes.

/// Reads the rest of a string up to and with its closing quote: the text and the bytes it takes.
/// A mistake is given as offset and cause.
pub(super) fn read(body: &str) -> Result<(Box<str>, usize), (usize, &'static str)> {
    let bytes = body.as_bytes();
    let special = |b: &u8| matches!(b, b'"' | b'\\') || *b < b' ';
    let (mut out, mut at) = (String::new(), 0);
    loop {
        let plain = bytes.get(at..).unwrap_or(&[]).iter().position(special);
        let Some(plain) = plain else {
            return Err((body.len(), "the string has no closing quote; add it"));
        };
        out.push_str(body.get(at..at + plain).unwrap_or(""));
        at += plain;
        match bytes.get(at) {
            Some(b'"') => return Ok((out.into(), at + 1)),
            Some(b'\\') => at += escape(body, at, &mut out)?,
            _ => {
                return Err((
                    at,
                    "a control character or line break in a string; close the string or write it as \\n",
                ));
            }
        }
    }
}

/// Reads the escape at `at` into `out` and gives its length.
fn escape(body: &str, at: usize, out: &mut String) -> Result<usize, (usize, &'static str)> {
    let char = match body.as_bytes().get(at + 1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(body, at, out),
        _ => return Err((at, "not an escape of JSON; write `\\\\` for a backslash")),
    };
    out.push(char);
    Ok(2)
}

/// `\uXXXX`, or two of them as a surrogate pair. A lone surrogate becomes U+FFFD.
fn unicode(body: &str, at: usize, out: &mut String) -> Result<usize, (usize, &'static str)> {
    let unit = |at: usize| {
        let hex = body.get(at..at + 6)?.strip_prefix("\\u")?;
        let all = hex.bytes().all(|b| b.is_ascii_hexdigit());
        all.then(|| u16::from_str_radix(hex, 16).ok()).flatten()
    };
    let first = unit(at).ok_or((at, "`\\u` takes four hexadecimal digits; complete them"))?;
    let pair = unit(at + 6).filter(|_| (0xD800..0xDC00).contains(&first));
    let paired = pair.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    if let Some(char) = paired {
        out.push(char);
        return Ok(12);
    }
    out.push(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER));
    Ok(6)
}
