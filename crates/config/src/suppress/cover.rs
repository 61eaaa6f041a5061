//! From a suppression to the lines it covers.

use std::collections::BTreeMap;

use ringfort_source::{SourceFile, SourceId, SourceMap, Span};

use super::{Scope, Suppression};

/// First and last line.
pub(super) type Lines = (u32, u32);

/// The blocks of all sources as lines, outer before inner.
pub(super) struct Blocks(BTreeMap<SourceId, Vec<Lines>>);

impl Blocks {
    /// The blocks at `spans`, as far as they lie in a source that one of `suppressions` stands in.
    pub(super) fn new(spans: &[Span], suppressions: &[Suppression], sources: &SourceMap) -> Self {
        let mut blocks: BTreeMap<SourceId, Vec<Lines>> =
            suppressions.iter().map(|s| (s.span.source, Vec::new())).collect();
        for span in spans {
            if let Some(list) = blocks.get_mut(&span.source) {
                list.push(sources.line_range(*span));
            }
        }
        for list in blocks.values_mut() {
            list.sort_by_key(|(first, last)| (*first, std::cmp::Reverse(*last)));
        }
        Self(blocks)
    }

    fn of(&self, source: SourceId) -> &[Lines] {
        self.0.get(&source).map_or(&[], Vec::as_slice)
    }
}

/// The lines that `suppression` covers in its own file.
pub(super) fn cover(suppression: &Suppression, blocks: &Blocks, sources: &SourceMap) -> Lines {
    let span = suppression.span;
    let Some(file) = sources.get(span.source) else { return (1, 0) };
    let own = sources.line_range(span);
    let blocks = blocks.of(span.source);
    match suppression.scope {
        Scope::File => (0, u32::MAX),
        Scope::Within(object) => sources.line_range(object),
        Scope::Line => line(file, own, blocks),
        Scope::Block => {
            let around = blocks.iter().find(|(first, last)| *first <= own.0 && own.1 <= *last);
            around.copied().unwrap_or_else(|| line(file, own, blocks))
        }
        Scope::NextBlock => {
            let next = next_code_line(file, own.1);
            let begins = blocks.iter().find(|(first, _)| *first == next);
            begins.map_or((own.0, next), |(_, last)| (own.0, *last))
        }
    }
}

/// See [`Scope::Line`].
fn line(file: &SourceFile, own: Lines, blocks: &[Lines]) -> Lines {
    let alone = is_bare(text_of(file, own.0));
    let target = if alone { next_code_line(file, own.1) } else { own.1 };
    let at_first_lines = |(first, last): &Lines| {
        let between = first.saturating_add(1)..own.0;
        *first < own.0 && own.1 <= *last && between.clone().all(|n| is_bare(text_of(file, n)))
    };
    let block = blocks.iter().find(|b| b.0 == target || (alone && at_first_lines(b)));
    block.map_or((own.0, target), |(first, last)| (own.0.min(*first), target.max(*last)))
}

/// The first line after `line` that holds more than a comment; `line` itself if there is none.
fn next_code_line(file: &SourceFile, line: u32) -> u32 {
    let after = line.saturating_add(1)..=file.lines().count();
    after.into_iter().find(|n| !is_bare(text_of(file, *n))).unwrap_or(line)
}

/// Is there nothing but a comment?
fn is_bare(text: &str) -> bool {
    let text = text.trim_start();
    text.is_empty() || ["#", "//", "/*", "*/", "* ", "<!--"].iter().any(|m| text.starts_with(m))
}

fn text_of(file: &SourceFile, line: u32) -> &str {
    let start = file.lines().start(line).unwrap_or(0) as usize;
    let end = file.lines().start(line + 1).map_or(file.text.len(), |end| end as usize);
    file.text.get(start..end).unwrap_or("")
}
