//! Reading the table.

use std::collections::HashMap;
use std::sync::Arc;

use ringfort_source::{Kind, Node, SourceId, Span};

use super::{Default, Entry, Level, Rule, Table, To};

/// The files of the table, with their names.
const FILES: [(&str, &str); 7] = [
    ("groups.txt", include_str!("../../data/groups.txt")),
    ("storage.txt", include_str!("../../data/storage.txt")),
    ("identity.txt", include_str!("../../data/identity.txt")),
    ("network.txt", include_str!("../../data/network.txt")),
    ("compute.txt", include_str!("../../data/compute.txt")),
    ("data.txt", include_str!("../../data/data.txt")),
    ("services.txt", include_str!("../../data/services.txt")),
];

/// A line with the lines that are indented below it.
struct Line<'t> {
    file: &'t str,
    number: usize,
    text: &'t str,
    inner: Vec<Line<'t>>,
}

/// Groups by name, and what is wrong with lines.
#[derive(Default)]
struct Reader {
    groups: HashMap<Box<str>, Arc<Level>>,
    problems: Vec<String>,
}

pub(super) fn table() -> Table {
    read().0
}

/// What is wrong with lines of the table; empty in a release, since a test asks.
pub fn problems() -> Vec<String> {
    read().1
}

fn read() -> (Table, Vec<String>) {
    let (mut table, mut reader) = (Table::default(), Reader::default());
    for (file, text) in FILES {
        for line in lines(file, text) {
            reader.block(&line, &mut table);
        }
    }
    (table, reader.problems)
}

/// The lines of a file as a tree, by their indentation of two blanks.
fn lines<'t>(file: &'t str, text: &'t str) -> Vec<Line<'t>> {
    let mut open: Vec<(usize, Line<'t>)> = Vec::new();
    let mut top = Vec::new();
    let written = |l: &(usize, &str)| !l.1.trim().is_empty() && !l.1.trim_start().starts_with('#');
    for (i, raw) in text.lines().enumerate().filter(written) {
        let depth = raw.len() - raw.trim_start().len();
        close(&mut open, &mut top, depth);
        open.push((depth, Line { file, number: i + 1, text: raw.trim(), inner: Vec::new() }));
    }
    close(&mut open, &mut top, 0);
    top
}

fn close<'t>(open: &mut Vec<(usize, Line<'t>)>, top: &mut Vec<Line<'t>>, depth: usize) {
    while open.last().is_some_and(|(d, _)| *d >= depth) {
        let Some((_, done)) = open.pop() else { break };
        match open.last_mut() {
            Some((_, parent)) => parent.inner.push(done),
            None => top.push(done),
        }
    }
}

impl Reader {
    fn wrong(&mut self, line: &Line<'_>, cause: &str) {
        self.problems.push(format!("{}:{}: {cause}: {}", line.file, line.number, line.text));
    }

    fn block(&mut self, line: &Line<'_>, table: &mut Table) {
        let level = Arc::new(self.level(&line.inner));
        let words: Vec<&str> = line.text.split_whitespace().collect();
        match words.as_slice() {
            [group] if group.starts_with('@') => drop(self.groups.insert((*group).into(), level)),
            [kind, to] => {
                let entry = Entry { kind: (*to).into(), level };
                if table.types.insert((*kind).into(), entry).is_some() {
                    self.wrong(line, "a type occurs twice");
                }
            }
            _ => self.wrong(line, "neither a group nor a type"),
        }
    }

    fn level(&mut self, lines: &[Line<'_>]) -> Level {
        let mut level = Level::default();
        for line in lines {
            match line.text.split_once(' ') {
                None if line.text.starts_with('@') => match self.groups.get(line.text) {
                    Some(group) => {
                        level.rules.extend(group.rules.iter().cloned());
                        level.defaults.extend(group.defaults.iter().cloned());
                        level.variants.extend(group.variants.iter().cloned());
                    }
                    None => self.wrong(line, "no such group"),
                },
                Some(("+", rest)) => match default(rest) {
                    Some(default) => level.defaults.push(Arc::new(default)),
                    None => self.wrong(line, "no default"),
                },
                Some(("?", rest)) => match rest.split_once(' ') {
                    Some((property, kind)) => level.variants.push((property.into(), kind.into())),
                    None => self.wrong(line, "no variant"),
                },
                _ => {
                    let inner = Arc::new(self.level(&line.inner));
                    match rule(line.text, inner) {
                        Some(rule) => level.rules.push(Arc::new(rule)),
                        None => self.wrong(line, "no rule"),
                    }
                }
            }
        }
        level
    }
}

fn default(text: &str) -> Option<Default> {
    let (path, value) = text.split_once(' ')?;
    let source = SourceId(u32::MAX);
    let value = match value.strip_prefix('?') {
        Some(cause) => Err(cause.into()),
        None => Ok(ringfort_syntax::json::parse(source, value)
            .unwrap_or_else(|_| Node::new(Span::file(source), Kind::Str(value.into())))),
    };
    Some(Default { path: path.split('.').map(Into::into).collect(), value })
}

fn rule(text: &str, inner: Arc<Level>) -> Option<Rule> {
    let mut words = text.split_whitespace();
    let property = words.next()?.into();
    let (to, rest): (Option<To>, Vec<&str>) = match words.next() {
        None => (None, vec![]),
        Some(":") => (None, words.collect()),
        Some(">") => (Some(target(words.next()?)), words.collect()),
        Some(">>") => {
            let kind = words.next()?.into();
            let own = words.next().unwrap_or("").into();
            let element = words.next().map(Into::into);
            (Some(To::Companion { kind, own, element }), words.collect())
        }
        Some(_) => return None,
    };
    let known = |w: &&str| crate::translate::is_conversion(w);
    if !rest.iter().all(known) {
        return None;
    }
    Some(Rule { property, to, convert: rest.into_iter().map(Into::into).collect(), inner })
}

fn target(path: &str) -> To {
    match path {
        "-" => To::Nowhere,
        "." => To::Attr(vec![]),
        path => To::Attr(path.split('.').map(Into::into).collect()),
    }
}
