//! Texts that stand for bytes: base64 in its standard and its URL-safe form (RFC 4648).

/// The bytes that `text` stands for; white space and padding do not count. `None` if it is no base64.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut count) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0_u32);
    for c in text.bytes().filter(|c| !c.is_ascii_whitespace() && *c != b'=') {
        held = (held << 6) | digit(c)?;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count) as u8);
            held &= (1 << count) - 1;
        }
    }
    Some(bytes)
}

/// The same where the bytes are text.
pub fn base64_text(text: &str) -> Option<String> {
    String::from_utf8(base64(text)?).ok()
}

fn digit(c: u8) -> Option<u32> {
    let value = match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::{base64, base64_text};

    #[test]
    fn base64_is_read_in_both_forms() {
        let table = [
            ("aGVsbG8=", Some("hello")),
            ("aGVs\nbG8=", Some("hello")),
            ("UEFTU1dPUkQ9aHVudGVyMg==", Some("PASSWORD=hunter2")),
            ("aGk", Some("hi")),
            ("eyJhIjoiw7_DvyJ9", Some("{\"a\":\"\u{ff}\u{ff}\"}")),
            ("#!/bin/sh", None),
            ("not base64!", None),
            ("//79", None),
            ("", Some("")),
        ];
        for (encoded, expected) in table {
            assert_eq!(base64_text(encoded).as_deref(), expected, "{encoded}");
        }
        assert_eq!(base64("//79"), Some(vec![0xff, 0xfe, 0xfd]));
    }
}
