//! Units of systemd that start a component: `kubelet.service`, its drop-ins, and those of a control plane
//! that runs without pods (systemd.service(5), "Command lines").

use std::collections::BTreeMap;
use std::sync::Arc;

use ringfort_model::kube::ObjectId;
use ringfort_model::{NodeText, TextFile, Value};
use ringfort_source::{SourceMap, Span};

use super::flags::{self, Flag, Word};
use super::{Component, ComponentKind, Origin, command, distribution};

/// The arguments with which a unit, or a drop-in of one, starts `program`; `None` where it starts another.
pub(crate) fn started_by(
    file: &TextFile,
    sources: &SourceMap,
    program: &str,
) -> Option<Vec<(String, Span)>> {
    let unit = Unit::of(file, sources)?;
    let settings = unit.settings();
    let start = settings.iter().rfind(|s| s.key == "ExecStart")?;
    let (words, _) = unit.words(start, &variables(&settings));
    let mut known = words.into_iter().filter_map(|w| Some((w.text?, w.span)));
    let (first, _) = known.next()?;
    (first.rsplit('/').next() == Some(program)).then(|| known.collect())
}

/// Adds the component that a unit, or a drop-in of one, starts.
pub(super) fn components(file: &TextFile, sources: &SourceMap, found: &mut Vec<Component>) {
    let Some(unit) = Unit::of(file, sources) else { return };
    started(&unit, &file.path, found);
}

/// The same for a unit that another file puts onto a node.
pub(super) fn embedded(text: &NodeText, found: &mut Vec<Component>) {
    if is_unit(&text.path) {
        let unit = Unit { text: &text.text, span: Box::new(|from, to| text.span(from, to)) };
        started(&unit, &text.file, found);
    }
}

fn started(unit: &Unit<'_>, file: &str, found: &mut Vec<Component>) {
    let settings = unit.settings();
    let variables = variables(&settings);
    // An empty ExecStart takes back those before it; the last one counts.
    let Some(start) = settings.iter().rfind(|s| s.key == "ExecStart") else { return };
    let (words, hidden) = unit.words(start, &variables);
    let head = (unit.span)(start.from, start.from + "ExecStart".len());
    distribution::command(&words, file, head, found);
    let Some((kind, after)) = command::program(&words) else { return };
    let (mut flags, unread) = flags::read(words.get(after..).unwrap_or(&[]));
    let cause = "a variable of the unit holds arguments that are set elsewhere";
    let elsewhere =
        (kind == ComponentKind::Etcd).then(|| unit.environment_file(&settings)).flatten();
    if kind == ComponentKind::Etcd {
        flags.splice(0..0, unit.environment(&settings));
    }
    let open = hidden.or(unread).or(elsewhere).map(|span| (span, cause.into()));
    found.push(Component {
        kind,
        object: ObjectId(u32::MAX),
        place: Some(Arc::from(file)),
        origin: Origin::Command,
        open: open.or_else(|| command::elsewhere(kind, &flags)),
        flags,
        head,
        last: None,
        image: Value::Unknown(head, "a unit names no image".into()),
    });
}

struct Unit<'a> {
    text: &'a str,
    /// The place of a part of the text.
    span: Box<dyn Fn(usize, usize) -> Span + 'a>,
}

/// Is it a unit of systemd, or a drop-in of one?
fn is_unit(path: &str) -> bool {
    path.ends_with(".service") || path.ends_with(".conf") && path.contains(".service.d/")
}

/// One `Key=value` with the place it begins at; the value with its continued lines.
struct Setting<'a> {
    key: &'a str,
    value: &'a str,
    from: usize,
    value_from: usize,
}

impl<'a> Unit<'a> {
    /// The unit that `file` is, or is a drop-in of.
    fn of(file: &'a TextFile, sources: &'a SourceMap) -> Option<Self> {
        let text = &sources.get(file.source)?.text;
        let span = |from: usize, to: usize| Span::of(file.source, from..to);
        is_unit(&file.path).then(|| Self { text, span: Box::new(span) })
    }

    /// What etcd reads from its environment: `ETCD_CLIENT_CERT_AUTH` for `--client-cert-auth`.
    fn environment(&self, settings: &[Setting<'_>]) -> Vec<Flag> {
        let lines = settings.iter().filter(|s| s.key == "Environment");
        let pairs = lines.flat_map(|s| {
            let span = (self.span)(s.from, s.value_from + s.value.trim_end().len());
            split(s.value).map(move |(_, text)| (text, span)).collect::<Vec<_>>()
        });
        let flags = pairs.filter_map(|(text, span)| {
            let (name, value) = text.trim_matches(['"', '\'']).split_once('=')?;
            let name = flags::normal(&name.strip_prefix("ETCD_")?.to_lowercase());
            Some(Flag { name, value: Value::Set(value.to_owned(), span), exact: false })
        });
        flags.collect()
    }

    fn environment_file(&self, settings: &[Setting<'_>]) -> Option<Span> {
        let setting = settings.iter().rfind(|s| s.key == "EnvironmentFile")?;
        Some((self.span)(setting.from, setting.value_from + setting.value.trim_end().len()))
    }

    fn settings(&self) -> Vec<Setting<'a>> {
        let (mut found, mut at) = (vec![], 0);
        while let Some(rest) = self.text.get(at..).filter(|r| !r.is_empty()) {
            let length = logical(rest);
            let line = rest.get(..length).unwrap_or(rest);
            if let Some((key, value)) = line.split_once('=')
                && !key.trim_start().starts_with(['#', ';', '['])
            {
                let (from, value_from) = (at, at + key.len() + 1);
                found.push(Setting { key: key.trim(), value, from, value_from });
            }
            at += length.max(1);
        }
        found
    }

    /// The words of a command line with variables replaced, and the place of one that is not known.
    fn words(
        &self,
        start: &Setting<'_>,
        variables: &BTreeMap<String, String>,
    ) -> (Vec<Word>, Option<Span>) {
        let (mut words, mut hidden) = (vec![], None);
        for (offset, text) in split(start.value) {
            let from = start.value_from + offset;
            let span = (self.span)(from, from + text.len());
            let plain = text.trim_matches(['"', '\'']);
            let name = plain.strip_prefix('$').map(|n| n.trim_matches(['{', '}']));
            match name.map(|n| variables.get(n)) {
                Some(Some(value)) => words.extend(split(value).map(|(_, text)| word(text, span))),
                Some(None) => hidden = hidden.or(Some(span)),
                None if plain.contains('$') => {
                    words.push(Word { text: None, span, exact: false });
                }
                // Prefixes of ExecStart: `-`, `@`, `+`, `!`.
                None if words.is_empty() => {
                    words.push(word(plain.trim_start_matches(['-', '@', '+', '!']), span));
                }
                None => words.push(word(plain, span)),
            }
        }
        (words, hidden)
    }
}

fn word(text: &str, span: Span) -> Word {
    Word { text: Some(text.to_owned()), span, exact: false }
}

/// The length of the first line with those that continue it.
fn logical(text: &str) -> usize {
    let mut length = 0;
    for line in text.split_inclusive('\n') {
        length += line.len();
        if !line.trim_end_matches(['\n', '\r']).ends_with('\\') {
            break;
        }
    }
    length
}

/// The words of a line, apart from the backslashes that continue it, with their offsets. Quotes hold words
/// together.
pub(super) fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        loop {
            let tail = text.get(rest..)?;
            let start = rest + tail.find(|c: char| !c.is_whitespace() && c != '\\')?;
            let word = text.get(start..)?;
            let quote = word.chars().next().filter(|c| matches!(c, '"' | '\''));
            let end = match quote {
                Some(quote) => word.get(1..)?.find(quote).map_or(word.len(), |i| i + 2),
                None => word.find(char::is_whitespace).unwrap_or(word.len()),
            };
            rest = start + end;
            let found = text.get(start..rest)?;
            if !found.is_empty() {
                return Some((start, found));
            }
        }
    })
}

/// `Environment="NAME=value" ...`.
fn variables(settings: &[Setting<'_>]) -> BTreeMap<String, String> {
    let lines = settings.iter().filter(|s| s.key == "Environment");
    let pairs = lines.flat_map(|s| split(s.value).map(|(_, text)| text).collect::<Vec<_>>());
    pairs
        .filter_map(|text| text.trim_matches(['"', '\'']).split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
