//! The formats in which providers issue credentials, from `formats.tsv`.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use regex::bytes::{Regex, RegexBuilder};

use super::{Certainty, Hit, literal};

/// How far around a keyword its pattern may match, in bytes: before and after.
const WINDOW: (usize, usize) = (120, 1400);

/// One format.
pub(super) struct Format {
    pub(super) id: &'static str,
    title: &'static str,
    certainty: Certainty,
    pattern: &'static str,
    regex: OnceLock<Option<Regex>>,
    #[cfg(test)]
    pub(super) example: &'static str,
}

struct Table {
    formats: Vec<Format>,
    keywords: Option<AhoCorasick>,
    /// For each keyword the formats it announces.
    owners: Vec<usize>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let rows = include_str!("formats.tsv").lines().filter(|l| !l.starts_with('#'));
        let rows: Vec<(Format, &str)> = rows.filter_map(row).collect();
        let pairs =
            rows.iter().enumerate().flat_map(|(i, (_, keys))| keys.split('|').map(move |k| (i, k)));
        let (owners, keywords): (Vec<usize>, Vec<&str>) = pairs.unzip();
        let keywords = AhoCorasick::new(keywords).ok();
        Table { formats: rows.into_iter().map(|(f, _)| f).collect(), keywords, owners }
    })
}

fn row(line: &'static str) -> Option<(Format, &'static str)> {
    let mut cells = line.split('\t');
    let (id, title, keywords) = (cells.next()?, cells.next()?, cells.next()?);
    let certainty = if cells.next()? == "certain" { Certainty::Certain } else { Certainty::Likely };
    let pattern = cells.next()?;
    let format = Format {
        id,
        title,
        certainty,
        pattern,
        regex: OnceLock::new(),
        #[cfg(test)]
        example: cells.next()?,
    };
    Some((format, keywords))
}

#[cfg(test)]
pub(super) fn all() -> &'static [Format] {
    &table().formats
}

impl Format {
    /// The compiled pattern; compiled when its keyword is first seen.
    pub(super) fn regex(&self) -> Option<&Regex> {
        let build =
            || RegexBuilder::new(self.pattern).unicode(false).size_limit(16 << 20).build().ok();
        self.regex.get_or_init(build).as_ref()
    }
}

/// Every credential of a known format in `text`, in order. The same place may match several formats;
/// the first in the table counts.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let table = table();
    let mut hits: Vec<Hit> = private_keys(text);
    let Some(keywords) = &table.keywords else { return hits };
    let mut done = vec![0; table.formats.len()];
    for found in keywords.find_overlapping_iter(text) {
        let owner = table.owners.get(found.pattern().as_usize()).copied();
        let Some((format, done)) =
            owner.and_then(|o| Some((table.formats.get(o)?, done.get_mut(o)?)))
        else {
            continue;
        };
        // A window that reaches back only to the end of the last match of the same format.
        let start = found.start().saturating_sub(WINDOW.0).max(*done);
        if found.start() < *done {
            continue;
        }
        if let Some(hit) = first_match(format, text, start, found.end() + WINDOW.1) {
            *done = hit.range.end;
            hits.push(hit);
        }
    }
    without_overlaps(hits)
}

fn first_match(format: &Format, text: &str, start: usize, end: usize) -> Option<Hit> {
    let window = text.as_bytes().get(start..end.min(text.len()))?;
    // The window's edges are not word boundaries unless the text says so.
    let captures = format.regex()?.captures(window)?;
    let group = captures.get(1)?;
    let range = text.floor_char_boundary(start + group.start())
        ..text.ceil_char_boundary(start + group.end());
    let value = text.get(range.clone())?;
    let random = format.certainty == Certainty::Certain && literal::entropy(value) < 2.5;
    let weak =
        format.id == "url-credentials" && FILLER.contains(&value.to_ascii_lowercase().as_str());
    let certainty = if weak { Certainty::Possible } else { format.certainty };
    (!literal::is_placeholder(value) && !random && !is_filler(format, value)).then_some(Hit {
        range,
        kind: format.id,
        title: format.title,
        certainty,
    })
}

/// Words that stand in a password's place in documentation, and in careless configuration.
const FILLER: &[&str] = &["password", "pass", "passwd", "pwd", "token", "secret", "credentials"];

/// Words that people write in the password's place of an example address or command.
fn is_filler(format: &Format, value: &str) -> bool {
    match format.id {
        "url-credentials" => {
            value.starts_with(['$', '{', '%', '[', ':']) || literal::is_reference(value)
        }
        "curl-login" => FILLER.contains(&value.to_ascii_lowercase().as_str()),
        "authorization-header" => !literal::is_random(value) || value.starts_with("eyJ"),
        _ => false,
    }
}

/// PEM private keys, from the first to the last line.
fn private_keys(text: &str) -> Vec<Hit> {
    let (begin, mut at, mut hits) = ("-----BEGIN ", 0, vec![]);
    while let Some(start) = text.get(at..).and_then(|t| t.find(begin)).map(|i| at + i) {
        at = start + begin.len();
        let Some(rest) = text.get(at..) else { break };
        let Some(title_end) = rest.find("-----").filter(|e| *e <= 40) else { continue };
        let title = rest.get(..title_end).unwrap_or("");
        let body = rest.get(title_end + 5..).unwrap_or("");
        let length = body.find("-----END").unwrap_or(body.len().min(200));
        let content = body.get(..length).unwrap_or("");
        let filled = content.bytes().filter(u8::is_ascii_alphanumeric).count() >= 40;
        if title.contains("PRIVATE KEY") && filled && !literal::is_placeholder(content) {
            let end = text.floor_char_boundary(at + title_end + 5 + length);
            hits.push(Hit {
                range: start..end,
                kind: "private-key",
                title: "private key",
                certainty: Certainty::Certain,
            });
            at = end;
        }
    }
    hits
}

/// Hits in order, of overlapping ones the most certain, then the earliest.
pub(super) fn without_overlaps(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|h| (std::cmp::Reverse(h.certainty), h.range.start, h.range.end));
    let mut kept: Vec<Hit> = vec![];
    for hit in hits {
        let clear = |k: &Hit| k.range.end <= hit.range.start || hit.range.end <= k.range.start;
        if kept.len() > 5000 || kept.iter().all(clear) {
            kept.push(hit);
        }
    }
    kept.sort_by_key(|h| h.range.start);
    kept
}
