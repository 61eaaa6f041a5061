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
const NEARBY: &str = r#"(?i)(?:secret|token|passw(?:or)?d|api[ _.\-]?key|access[ _.\-]?key|private[ _.\-]?key|auth[ _.\-]?key|credentials?|secret[ _.\-]?key)[A-Za-z_]{0,12}["']?[ \t:=>,]{1,8}["']?([A-Za-z0-9_~+/.=\-]{20,200})"#;

struct Patterns {
    words: Option<AhoCorasick>,
    assignment: Option<Regex>,
    nearby: Option<Regex>,
}

fn patterns() -> &'static Patterns {
    static PATTERNS: OnceLock<Patterns> = OnceLock::new();
    let regex = |p: &str| RegexBuilder::new(p).unicode(false).build().ok();
    PATTERNS.get_or_init(|| Patterns {
        words: AhoCorasickBuilder::new().ascii_case_insensitive(true).build(WORDS).ok(),
        assignment: regex(ASSIGNMENT),
        nearby: regex(NEARBY),
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
    let Some(regex) = &patterns().nearby else { return vec![] };
    let values = regex.captures_iter(line.as_bytes()).filter_map(|c| c.get(1));
    let strong = values.filter(|v| line.get(v.range()).is_some_and(is_generated));
    strong
        .map(|v| {
            let range = offset + v.start()..offset + v.end();
            Hit { range, kind: CREDENTIAL.0, title: CREDENTIAL.1, certainty: Certainty::Likely }
        })
        .collect()
}

/// Random beyond what a path, a hash in a link or a compound name shows.
fn is_generated(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let words = value.split(['-', '_', '.', '/']).filter(|w| w.len() >= 3);
    let wordlike = words.clone().filter(|w| w.bytes().all(|b| b.is_ascii_alphabetic())).count();
    digits >= 3 && wordlike <= 1 && literal::is_random(value) && !literal::is_reference(value)
}
