//! The content hash that the names of generated objects end in.
//!
//! Source: kustomize's `api/hasher`: the first ten hex digits of the SHA-256 of the object's kind, name,
//! type and data as JSON, with digits and vowels exchanged so that no words arise.

use ringfort_source::{Kind, Node};
use sha2::{Digest, Sha256};

/// The hash of a `ConfigMap` or `Secret`; nothing for other kinds and where a value is not known.
pub(crate) fn of(object: &Node) -> Option<String> {
    let text = match object.at("kind").str()? {
        "ConfigMap" => config_map(object)?,
        "Secret" => secret(object)?,
        _ => return None,
    };
    let digest = Sha256::digest(text.as_bytes());
    let hex = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    Some(hex.take(10).map(letter).collect())
}

/// A hex digit as it stands in names.
fn letter(digit: u8) -> char {
    match char::from_digit(u32::from(digit), 16).unwrap_or('0') {
        '0' => 'g',
        '1' => 'h',
        '3' => 'k',
        'a' => 'm',
        'e' => 't',
        other => other,
    }
}

fn config_map(object: &Node) -> Option<String> {
    let mut out = String::from("{");
    if let Some(binary) = pairs(object, "binaryData").filter(|p| !p.is_empty()) {
        out.extend(["\"binaryData\":", &map(binary)?, ","]);
    }
    let data = map(pairs(object, "data")?)?;
    Some(out + &format!("\"data\":{data},\"kind\":\"ConfigMap\",\"name\":{}}}", name(object)))
}

/// What a generator put into `stringData` the tool has, encoded, in `data`.
fn secret(object: &Node) -> Option<String> {
    let mut data = pairs(object, "data")?;
    for (key, value) in pairs(object, "stringData")? {
        let encoded = base64(value.scalar()?.as_bytes());
        data.push((key, Node::new(value.span, Kind::Str(encoded.into()))));
    }
    let kind = quote(object.at("type").str().unwrap_or(""));
    let data = map(data)?;
    Some(format!(
        "{{\"data\":{data},\"kind\":\"Secret\",\"name\":{},\"type\":{kind}}}",
        name(object)
    ))
}

fn name(object: &Node) -> String {
    quote(object.at("metadata.name").str().unwrap_or(""))
}

fn pairs(object: &Node, field: &str) -> Option<Vec<(String, Node)>> {
    match object.get(field).map(|n| &n.kind) {
        None | Some(Kind::Null) => Some(Vec::new()),
        Some(Kind::Map(entries)) => {
            Some(entries.iter().map(|e| (e.key.to_string(), e.value.clone())).collect())
        }
        Some(_) => None,
    }
}

/// A map with sorted keys; the tool writes an empty text where there is none.
fn map(mut pairs: Vec<(String, Node)>) -> Option<String> {
    if pairs.is_empty() {
        return Some("\"\"".into());
    }
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    let written: Option<Vec<String>> =
        pairs.iter().map(|(key, v)| Some(format!("{}:{}", quote(key), value(v)?))).collect();
    Some(format!("{{{}}}", written?.join(",")))
}

fn value(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Str(text) => Some(quote(text)),
        Kind::Null => Some("null".into()),
        _ => node.scalar(),
    }
}

/// A JSON text as Go writes it: characters that mean something in HTML are escaped too.
fn quote(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            '\r' => out += "\\r",
            '\t' => out += "\\t",
            '\u{8}' => out += "\\b",
            '\u{c}' => out += "\\f",
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.extend(["\\u", &format!("{:04x}", u32::from(c))]);
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// Source: RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    let digit = |bits: u32| match u8::try_from(bits & 63).unwrap_or(0) {
        n @ 0..=25 => char::from(b'A' + n),
        n @ 26..=51 => char::from(b'a' + (n - 26)),
        n @ 52..=61 => char::from(b'0' + (n - 52)),
        62 => '+',
        _ => '/',
    };
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |i: usize| u32::from(chunk.get(i).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for (place, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            out.push(if place > chunk.len() { '=' } else { digit(bits >> shift) });
        }
    }
    out
}
