//! Secrets in whole files.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use regex::bytes::{Regex, RegexBuilder};

use super::{CREDENTIAL, Certainty, Hit, formats, is_credential_name, literal};

/// Words without which no assignment of a credential is looked for.
const WORDS: &[&str] = &["pass", "pwd", "secret", "token", "key", "credential", "connectionstring"];

/// `name = "value"`, `name: value`, `"name": "value"`, `name=value`.
const ASSIGNMENT: &str = r#"([A-Za-z0-9_.\-]{2,80})\\?["']?\]?[ \t]{0,20}(?::=|=>|=|:)[ \t]{0,20}\\?(?:"([^"\n\\]{3,512})|'([^'\n\\]{3,512})'|([^\s"'`,;&(){}\[\]<>#]{6,512})([(\[]?))"#;

/// `name value` and the like, for values that nothing but a generator would write.
const NEARBY: &str = r#"(?i)(?:secret|token|passw(?:or)?d|(?:api|access|private|auth|secret|app|account|license)[ _.\-]?key|credentials?|access|private)[A-Za-z_]{0,12}["']?\]?[ \t:=>,(]{1,8}["']?([A-Za-z0-9_~+/.=\-]{20,200})"#;

/// `vendor_key = value`: a key of anything, so the value must be all the more random.
const VENDOR_KEY: &str = r#"(?i)([a-z0-9.]{2,30})[_\- ]?key["']?\]?[ \t:=>]{1,8}["']?([A-Za-z0-9_~+=.\-]{24,128})(?:["'\s,;]|$)"#;

/// Keys that are no credentials whatever their value.
const OTHER_KEYS: &[&str] = &[
    "public",
    "pub",
    "cache",
    "foreign",
    "primary",
    "sort",
    "object",
    "partition",
    "idempotency",
    "hash",
    "row",
    "map",
    "site",
    "publishable",
    "range",
    "kms",
    "answer",
    "translation",
    "message",
    "i18n",
    "routing",
    "group",
    "registry",
    "host",
    "index",
    "data",
    "storage",
];

struct Patterns {
    words: Option<AhoCorasick>,
    assignment: Option<Regex>,
    nearby: Option<Regex>,
    vendor_key: Option<Regex>,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    let regex = |p: &str| RegexBuilder::new(p).unicode(false).build().ok();
    PATTERNS.get_or_init(|| Patterns {
        words: AhoCorasickBuilder::new().ascii_case_insensitive(true).build(WORDS).ok(),
        assignment: regex(ASSIGNMENT),
        nearby: regex(NEARBY),
        vendor_key: regex(VENDOR_KEY),
    })
}

/// Every secret in `text`, in order, without overlaps: known formats anywhere, literals where a
/// credential is assigned. Knows nothing of the file's language: where a parser exists, its
/// assignments go to [`super::judge`] one by one and this finds what is left.
pub fn scan(text: &str) -> Vec<Hit> {
    let mut hits = formats::find(text);
    let Some(words) = &patterns().words else { return hits };
    let mut line_end = 0;
    for found in words.find_iter(text) {
        if found.start() < line_end {
            continue;
        }
        let start = text.get(..found.start()).and_then(|t| t.rfind('\n')).map_or(0, |i| i + 1);
        line_end = text
            .get(found.end()..)
            .and_then(|t| t.find('\n'))
            .map_or(text.len(), |i| found.end() + i);
        // On very long lines (bundles) only the neighbourhood of the word is looked at.
        let start = text.ceil_char_boundary(start.max(found.start().saturating_sub(200)));
        line_end = text.floor_char_boundary(line_end.min(found.end() + 1000));
        if let Some(line) = text.get(start..line_end) {
            hits.extend(assigned(line, start));
            hits.extend(nearby(line, start));
        }
    }
    formats::without_overlaps(hits)
}

fn assigned(line: &str, offset: usize) -> Vec<Hit> {
    let Some(regex) = &patterns().assignment else { return vec![] };
    let mut hits = vec![];
    for found in regex.captures_iter(line.as_bytes()) {
        let (Some(name), Some(value)) = (found.get(1), (2..=4).find_map(|i| found.get(i))) else {
            continue;
        };
        let range = line.ceil_char_boundary(value.start())..line.floor_char_boundary(value.end());
        let (Some(name), Some(text)) = (line.get(name.range()), line.get(range.clone())) else {
            continue;
        };
        let quoted = found.get(4).is_none();
        let is_call = found.get(5).is_some_and(|c| !c.is_empty());
        let certainty = literal::strength(name, text).filter(|_| is_credential_name(name));
        if let Some(certainty) = certainty.filter(|_| quoted || (!is_call && is_bare_literal(text)))
        {
            let range = offset + range.start..offset + range.end;
            hits.push(Hit { range, kind: CREDENTIAL.0, title: CREDENTIAL.1, certainty });
        }
    }
    hits
}

/// Without quotes a value could be code: it must look unlike a name.
fn is_bare_literal(value: &str) -> bool {
    let digit = value.bytes().any(|b| b.is_ascii_digit());
    let letter = value.bytes().any(|b| b.is_ascii_alphabetic());
    let sign = value.bytes().any(|b| matches!(b, b'!' | b'@' | b'$' | b'%' | b'^' | b'*' | b'+'));
    (digit || sign) && letter && value.len() >= 6
}

fn nearby(line: &str, offset: usize) -> Vec<Hit> {
    let mut hits = vec![];
    let mut hit = |range: std::ops::Range<usize>| {
        let range = offset + range.start..offset + range.end;
        hits.push(Hit {
            range,
            kind: CREDENTIAL.0,
            title: CREDENTIAL.1,
            certainty: Certainty::Likely,
        });
    };
    for found in patterns().nearby.iter().flat_map(|r| r.captures_iter(line.as_bytes())) {
        let value = found.get(1).map(|v| v.range());
        value.filter(|v| line.get(v.clone()).is_some_and(|v| is_generated(v, 3))).map(&mut hit);
    }
    for found in patterns().vendor_key.iter().flat_map(|r| r.captures_iter(line.as_bytes())) {
        let (Some(vendor), Some(value)) = (found.get(1), found.get(2)) else { continue };
        let vendor = line.get(vendor.range()).unwrap_or("").to_ascii_lowercase();
        let credential = !OTHER_KEYS.iter().any(|k| vendor.ends_with(k));
        if credential && line.get(value.range()).is_some_and(|v| is_generated(v, 5)) {
            hit(value.range());
        }
    }
    hits
}

/// Random beyond what a path, a hash in a link or a compound name shows, with so many digits.
fn is_generated(value: &str, digits: usize) -> bool {
    let count = value.bytes().filter(u8::is_ascii_digit).count();
    let words = value.split(['-', '_', '.', '/']).filter(|w| w.len() >= 3);
    let wordlike = words.filter(|w| w.bytes().all(|b| b.is_ascii_alphabetic())).count();
    count >= digits && wordlike <= 1 && literal::is_random(value) && !literal::is_reference(value)
}
