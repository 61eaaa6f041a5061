//! One logical line.

use ringfort_source::Span;

use super::{File, Requirement, Setting};
use crate::Error;
use crate::joined::{Joined, Word};

/// Options with a short form.
const SHORT: [(&str, &str); 5] = [
    ("-r", "--requirement"),
    ("-c", "--constraint"),
    ("-i", "--index-url"),
    ("-f", "--find-links"),
    ("-e", "--editable"),
];

pub(super) fn read(line: &Joined, file: &mut File) {
    let text = line.text();
    let start = text.len() - text.trim_start().len();
    let span = line.span(start..text.trim_end().len().max(start));
    let words = line.words(0..text.len());
    let Some(first) = words.first() else { return };
    if first.text.starts_with('-') {
        return option(first, &words, span, file);
    }
    // Options of a requirement begin with the first ` --`.
    let cut = words.iter().position(|w| w.text.starts_with("--")).unwrap_or(words.len());
    let (body, options) = words.split_at_checked(cut).unwrap_or((&words, &[]));
    let body: Vec<&str> = body.iter().map(|w| w.text.as_str()).collect();
    if let Some(requirement) = requirement(&body.join(" "), span) {
        file.requirements.push(Requirement { hashes: hashes(options), ..requirement });
    } else {
        let cause = "this is no requirement pip can read; write `name==version`, a URL or a path";
        file.errors.push(Error::new(span, cause));
    }
}

/// `--hash=sha256:...` or `--hash sha256:...`.
fn hashes(options: &[Word]) -> Vec<Word> {
    let mut out = Vec::new();
    let mut words = options.iter();
    while let Some(word) = words.next() {
        if word.text == "--hash" {
            out.extend(words.next().cloned());
        } else if let Some(hash) = word.text.strip_prefix("--hash=") {
            out.push(Word { text: hash.to_owned(), span: word.span });
        }
    }
    out
}

fn option(first: &Word, words: &[Word], span: Span, file: &mut File) {
    let (written, inline) = match first.text.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (first.text.as_str(), None),
    };
    let mut name = written;
    let mut value = inline.or_else(|| words.get(1).map(|w| w.text.clone())).unwrap_or_default();
    for (short, long) in SHORT {
        if let Some(rest) = written.strip_prefix(short).filter(|_| !written.starts_with("--")) {
            name = long;
            // `-rfile` without a space.
            if !rest.is_empty() {
                rest.clone_into(&mut value);
            }
        }
    }
    if name == "--editable" {
        if let Some(requirement) = requirement(&value, span) {
            file.requirements.push(Requirement { editable: true, ..requirement });
        }
        return;
    }
    file.options.push(Setting { name: name.to_owned(), value, span });
}

/// A requirement without options: PEP 508, a URL or a path.
pub(super) fn requirement(text: &str, span: Span) -> Option<Requirement> {
    let (body, marker) = split_marker(text);
    let mut out = Requirement {
        name: String::new(),
        extras: Vec::new(),
        specifier: String::new(),
        url: None,
        editable: false,
        marker,
        hashes: Vec::new(),
        span,
    };
    let body = body.trim();
    if is_location(body) {
        out.name = egg(body).unwrap_or_default();
        out.url = Some(body.to_owned());
        return Some(out);
    }
    let end = body.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')));
    let (name, rest) = body.split_at_checked(end.unwrap_or(body.len()))?;
    let alphanumeric = |c: char| c.is_ascii_alphanumeric();
    if !name.starts_with(alphanumeric) || !name.ends_with(alphanumeric) {
        return None;
    }
    name.clone_into(&mut out.name);
    let mut rest = rest.trim_start();
    if let Some(bracket) = rest.strip_prefix('[') {
        let (extras, after) = bracket.split_once(']')?;
        out.extras =
            extras.split(',').map(|e| e.trim().to_owned()).filter(|e| !e.is_empty()).collect();
        rest = after.trim_start();
    }
    if let Some(url) = rest.strip_prefix('@') {
        out.url = Some(url.trim().to_owned());
        return Some(out);
    }
    let specifier = rest.trim_start_matches('(').trim_end_matches(')');
    out.specifier = specifier.chars().filter(|c| !c.is_whitespace()).collect();
    let valid = out.specifier.is_empty() || out.specifier.starts_with(['=', '<', '>', '!', '~']);
    valid.then_some(out)
}

/// The marker behind `;`. In a URL the `;` needs white space before it.
fn split_marker(text: &str) -> (&str, Option<String>) {
    let separator = if text.contains("://") { " ;" } else { ";" };
    match text.split_once(separator) {
        Some((body, marker)) => (body, Some(marker.trim().to_owned())),
        None => (text, None),
    }
}

/// Is it a URL or a path instead of a name?
fn is_location(text: &str) -> bool {
    let head = text.split(['@', ' ']).next().unwrap_or("");
    let archive = [".whl", ".zip", ".tar.gz", ".tgz"].iter().any(|end| text.ends_with(end));
    head.contains("://")
        || head.starts_with(['.', '/', '~'])
        || (archive && !text.contains('@'))
        || text.starts_with("git+")
}

/// The name that `#egg=` gives.
fn egg(url: &str) -> Option<String> {
    let (_, fragment) = url.split_once('#')?;
    let name = fragment.split('&').find_map(|p| p.strip_prefix("egg="))?;
    Some(name.split('[').next().unwrap_or(name).to_owned())
}
