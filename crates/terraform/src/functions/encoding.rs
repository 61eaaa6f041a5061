//! Encodings: JSON, YAML, base64, character sets, URLs.

use std::fmt::Write as _;

use super::{Args, MAX_TEXT};
use crate::json;
use crate::value::Val;

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = match name {
        "jsondecode" => args.text(0).and_then(|t| json::decode(args.at, &t)),
        "yamlencode" => args.get(0).map(|v| args.str(json::encode_yaml(v))),
        "yamldecode" => args.text(0).and_then(|t| json::decode_yaml(args.at, &t)),
        "csvdecode" => args.text(0).and_then(|t| super::csv::decode(args, &t)),
        "textencodebase64" => charset(args, |t, set| Some(args.str(encode(&to_charset(t, set)?)))),
        "textdecodebase64" => {
            charset(args, |t, set| Some(args.str(from_charset(&decode(t)?, set)?)))
        }
        "base64gunzip" => args.text(0).and_then(|t| gunzip(&decode(&t)?)).map(|t| args.str(t)),
        "base64gzip" => {
            Some(Val::unknown(args.at, "what base64gzip gives depends on the compressor"))
        }
        "base64encode" => args.text(0).map(|t| args.str(encode(t.as_bytes()))),
        "base64decode" => {
            args.text(0).and_then(|t| String::from_utf8(decode(&t)?).ok()).map(|t| args.str(t))
        }
        "urlencode" => args.text(0).map(|t| args.str(url_encode(&t))),
        "urldecode" => args.text(0).and_then(|t| url_decode(&t)).map(|t| args.str(t)),
        _ => return None,
    };
    Some(value.unwrap_or_else(|| args.wrong(name)))
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 with padding.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for i in 0..4 {
            let six = usize::try_from(bits >> (18 - 6 * i) & 63).unwrap_or(0);
            let c = ALPHABET.get(six).filter(|_| i <= chunk.len()).copied().unwrap_or(b'=');
            out.push(char::from(c));
        }
    }
    out
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in text.trim_end_matches('=').bytes().filter(|b| !b.is_ascii_whitespace()) {
        let six = ALPHABET.iter().position(|a| *a == byte)?;
        bits = (bits << 6 | u32::try_from(six).ok()?) & 0x00ff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    Some(out)
}

fn url_encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

fn url_decode(text: &str) -> Option<String> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'+' => b' ',
            b'%' => {
                let pair = [bytes.next()?, bytes.next()?];
                u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok()?
            }
            byte => byte,
        });
    }
    String::from_utf8(out).ok()
}

/// A text in a character set that every one of its characters has.
fn to_charset(text: &str, charset: &str) -> Option<Vec<u8>> {
    let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    match charset.to_ascii_uppercase().as_str() {
        "UTF-8" => Some(text.as_bytes().to_vec()),
        "UTF-16LE" => Some(wide(u16::to_le_bytes)),
        "UTF-16BE" | "UTF-16" => Some(wide(u16::to_be_bytes)),
        "US-ASCII" | "ASCII" => text.is_ascii().then(|| text.as_bytes().to_vec()),
        "ISO-8859-1" => text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect(),
        _ => None,
    }
}

fn from_charset(bytes: &[u8], charset: &str) -> Option<String> {
    let wide = |of: fn([u8; 2]) -> u16| {
        let pairs = bytes.chunks(2).map(|c| Some(of(c.try_into().ok()?)));
        String::from_utf16(&pairs.collect::<Option<Vec<u16>>>()?).ok()
    };
    match charset.to_ascii_uppercase().as_str() {
        "UTF-8" => String::from_utf8(bytes.to_vec()).ok(),
        "UTF-16LE" => wide(u16::from_le_bytes),
        "UTF-16BE" | "UTF-16" => wide(u16::from_be_bytes),
        "US-ASCII" | "ASCII" if bytes.is_ascii() => String::from_utf8(bytes.to_vec()).ok(),
        "ISO-8859-1" => Some(bytes.iter().map(|b| char::from(*b)).collect()),
        _ => None,
    }
}

/// A character set by another name is unknown, not wrong.
fn charset(args: Args<'_>, convert: impl Fn(&str, &str) -> Option<Val>) -> Option<Val> {
    let (text, set) = (args.text(0)?, args.text(1)?);
    let known = ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "US-ASCII", "ASCII", "ISO-8859-1"];
    if !known.iter().any(|k| k.eq_ignore_ascii_case(&set)) {
        return Some(Val::unknown(args.at, format!("the character set {set} is not supported")));
    }
    convert(&text, &set)
}

/// The text in a gzip stream (RFC 1952), up to the longest text that a function may give.
fn gunzip(bytes: &[u8]) -> Option<String> {
    const NAMES: [u8; 2] = [0x08, 0x10];
    let flags = *bytes.get(3)?;
    let mut rest = bytes.strip_prefix(&[0x1f, 0x8b, 8])?.get(7..)?;
    if flags & 0x04 != 0 {
        let length = u16::from_le_bytes(rest.get(..2)?.try_into().ok()?);
        rest = rest.get(2 + usize::from(length)..)?;
    }
    for _ in NAMES.iter().filter(|flag| flags & **flag != 0) {
        rest = rest.get(rest.iter().position(|b| *b == 0)? + 1..)?;
    }
    if flags & 0x02 != 0 {
        rest = rest.get(2..)?;
    }
    let text = miniz_oxide::inflate::decompress_to_vec_with_limit(rest, MAX_TEXT).ok()?;
    String::from_utf8(text).ok()
}
