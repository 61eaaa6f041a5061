//! Encodings: JSON, YAML, CSV, base64, URLs.

use std::fmt::Write as _;
use std::rc::Rc;

use super::Args;
use crate::json;
use crate::value::{K, Val};

/// Calls a function of this subject; `None` if `name` is not one.
pub(super) fn call(name: &str, args: Args<'_>) -> Option<Val> {
    let value = match name {
        "jsondecode" => match &args.get(0)?.kind {
            K::Json(tree) => Some((**tree).clone()),
            _ => args.text(0).and_then(|t| json::decode(args.at, &t)),
        },
        "yamlencode" => args.get(0).map(|v| args.str(json::encode_yaml(v))),
        "yamldecode" => args.text(0).and_then(|t| json::decode_yaml(args.at, &t)),
        "csvdecode" => args.text(0).and_then(|t| csv(args, &t)),
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

/// Rows of a simple table: no quotes, which are left to be unknown.
fn csv(args: Args<'_>, text: &str) -> Option<Val> {
    if text.contains('"') {
        return Some(Val::unknown(args.at, "quoted CSV is not supported"));
    }
    let mut lines = text.lines().filter(|l| !l.is_empty());
    let head: Vec<Rc<str>> = lines.next()?.split(',').map(Rc::from).collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let entry = |(k, v): (&Rc<str>, &&str)| (k.clone(), (args.at, args.str(*v)));
        (cells.len() == head.len())
            .then(|| Val::map(args.at, head.iter().zip(&cells).map(entry).collect()))
    };
    Some(args.seq(lines.map(row).collect::<Option<_>>()?))
}
