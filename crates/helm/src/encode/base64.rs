//! Base64 and base32. Source: RFC 4648.

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Base64 with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    digits(bytes, BASE64, 6, 4)
}

/// Base32 with padding.
pub(crate) fn encode32(bytes: &[u8]) -> String {
    digits(bytes, BASE32, 5, 8)
}

/// The bytes of a base64 text; else the offset of what is wrong.
pub(crate) fn decode(text: &str) -> Result<Vec<u8>, usize> {
    bytes(text, BASE64, 6, 4)
}

/// The bytes of a base32 text; else the offset of what is wrong.
pub(crate) fn decode32(text: &str) -> Result<Vec<u8>, usize> {
    bytes(text, BASE32, 5, 8)
}

fn digits(bytes: &[u8], alphabet: &[u8], bits: u32, group: usize) -> String {
    let (mut out, mut held, mut count) = (String::new(), 0_u32, 0);
    let digit = |value: u32| {
        let index = (value & ((1 << bits) - 1)) as usize;
        alphabet.get(index).map_or('?', |b| char::from(*b))
    };
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        count += 8;
        while count >= bits {
            count -= bits;
            out.push(digit(held >> count));
        }
        held &= (1 << count) - 1;
    }
    if count > 0 {
        out.push(digit(held << (bits - count)));
    }
    while !out.len().is_multiple_of(group) {
        out.push('=');
    }
    out
}

fn bytes(text: &str, alphabet: &[u8], bits: u32, group: usize) -> Result<Vec<u8>, usize> {
    let clean: String = text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
    let body = clean.trim_end_matches('=');
    let (mut out, mut held, mut count) = (vec![], 0_u32, 0);
    for (at, byte) in body.bytes().enumerate() {
        let value = alphabet.iter().position(|b| *b == byte).ok_or(at)?;
        held = (held << bits) | value as u32;
        count += bits;
        if count >= 8 {
            count -= 8;
            out.push((held >> count) as u8);
            held &= (1 << count) - 1;
        }
    }
    if clean.len().is_multiple_of(group) { Ok(out) } else { Err(body.len() / group * group) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for (plain, b64, b32) in [
            ("hello", "aGVsbG8=", "NBSWY3DP"),
            ("a", "YQ==", "ME======"),
            ("", "", ""),
            ("abc", "YWJj", "MFRGG==="),
        ] {
            assert_eq!(encode(plain.as_bytes()), b64);
            assert_eq!(encode32(plain.as_bytes()), b32);
            assert_eq!(decode(b64), Ok(plain.as_bytes().to_vec()));
            assert_eq!(decode32(b32), Ok(plain.as_bytes().to_vec()));
        }
        assert_eq!(decode("!!"), Err(0));
    }
}
